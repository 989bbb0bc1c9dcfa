package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that fails ends with status 2 and says why in one line, without a stack trace. */
class FailedStartIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MANAGEMENT_PORT         | abc
          HTTP_PORT               | {{x}}
          LIVEKIT_URL             | ws://{{x}}
          LIVEKIT_TOKEN_TTL       | 0
          AUTH_API_SECRETS_JSON   | [{"id":"acme","secret":"{{secret}}"
          LIVEKIT_API_SECRET_FILE | /nowhere/secret
          AUTH_API_SECRET         | acme-demo-secret
          HTTP_HOST               | 192.0.2.1
          """)
  void namesTheSettingThatIsWrong(String setting, String value) {
    fails(DistributionProcess.start(Map.of(setting, value)), setting + ": ", "");
  }

  @Test
  void namesThePortThatAnotherProgramHas() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      fails(DistributionProcess.start(Map.of("HTTP_PORT", port)), "HTTP_PORT: ", "");
      fails(DistributionProcess.start(Map.of("MANAGEMENT_PORT", port)), "MANAGEMENT_PORT: ", "");
    }
  }

  @Test
  void namesTheFileOfTheRouteThatIsWrong(@TempDir Path directory) throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("copy"));
    copy.edit("routes/sign-token.camel.yaml", "setBody:", "setBoody:");

    fails(
        DistributionProcess.start(copy.home(), Map.of()),
        copy.home().toRealPath().resolve("routes/sign-token.camel.yaml") + ":",
        "setBoody");
  }

  @Test
  void takesNoRoutesForAMistake(@TempDir Path directory) throws IOException {
    Path empty = Files.createDirectory(directory.resolve("routes"));
    Map<String, String> settings = Map.of("JAVA_OPTS", "-Droutes.directory=" + empty);

    fails(DistributionProcess.start(settings), "routes.directory: ", "");
    fails(DistributionProcess.start(settings, "--check"), "routes.directory: ", "");
  }

  private static void fails(DistributionProcess started, String beginning, String part) {
    try (DistributionProcess process = started) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr())
          .startsWith("livekit-routes: " + beginning)
          .contains(part)
          .doesNotContain("secret}}")
          .hasLineCount(1);
      assertThat(process.stdout()).doesNotContain("\tat ", "Exception", "SIGTERM", "secret}}");
    }
  }
}
