package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code livekit-routes --dev}: what a newcomer starts first. */
class DevProfileIT {
  private static final String ACME = "Bearer acme-demo-secret";

  @Test
  void eachPrintedCommandAnswersThePrintedStatus() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.exists(Path.of(d, "curl"))),
        "curl is not installed");
    try (DistributionProcess process = dev(Map.of())) {
      String guide =
          process.stdoutWith(
              """
              {"room_name":"broken-room","participant_name":"Ada","participant_identity":"ada"}'
              """);
      List<String> lines = guide.lines().toList();
      List<String> answered = new ArrayList<>();
      List<String> printed = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("curl ")) {
          String comment = lines.get(i - 1);
          printed.add(comment.substring(comment.length() - 3));
          String answer = shell(lines.get(i)).strip();
          answered.add(answer.substring(answer.length() - 3));
        }
      }
      assertThat(printed).contains("200", "403", "500").hasSizeGreaterThanOrEqualTo(6);
      assertThat(answered).isEqualTo(printed);
      assertThat(process.stdout()).contains("POST /livekit/token on 127.0.0.1:");
    }
  }

  @Test
  void serves128RequestsAtOnceFromTheEmulator() throws IOException {
    try (DistributionProcess process = dev(Map.of("HTTP_HOST", "0.0.0.0"))) {
      process.stdoutWith(
          "emulated LiveKit at http://127.0.0.1:",
          "the demo secrets of the dev profile are public",
          "curl -sS -w ' %{http_code}\\n' http://127.0.0.1:");
      // A Java that has just started is slow; what is asked here is whether the emulator starves.
      for (int i = 0; i < 40; i++) {
        assertThat(process.token(ACME, "room-0").statusCode()).isEqualTo(200);
      }
      String url = process.url("/livekit/token?api_key=acme-demo-secret");
      List<KeptConnection> callers = new ArrayList<>();
      for (int i = 0; i < 128; i++) {
        KeptConnection caller = new KeptConnection(url);
        callers.add(caller);
        caller.send(
            """
            {"room_name":"room-%d","participant_name":"Ada","participant_identity":"ada"}"""
                .formatted(i % 8));
      }
      for (KeptConnection caller : callers) {
        try (caller) {
          assertThat(caller.answer()).startsWith("HTTP/1.1 200 ");
        }
      }
    }
  }

  @Test
  void talksToTheLiveKitThatIsConfigured() {
    LiveKitServer.require();
    try (LiveKitServer server = LiveKitServer.startDev()) {
      URI url = server.url();
      Map<String, String> settings =
          Map.of(
              "LIVEKIT_HOST", "ws://" + url.getAuthority(),
              "LIVEKIT_API_KEY", server.apiKey(),
              "LIVEKIT_API_SECRET", server.apiSecret());
      try (DistributionProcess process = dev(settings)) {
        assertThat(process.token(ACME, "real-room").statusCode()).isEqualTo(200);

        LiveKitAdmin admin = new LiveKitAdmin(url, server.apiKey(), server.apiSecret());
        assertThat(admin.room("real-room").path("metadata").asText()).contains("acme");
        assertThat(
                process.stdoutWith(
                    "; LiveKit at " + url, "LIVEKIT_API_SECRET is shorter than 32 bytes"))
            .doesNotContain("curl ", server.apiSecret() + "\"");
      }
    }
  }

  private static DistributionProcess dev(Map<String, String> settings) {
    // Empty is not set.
    Map<String, String> all = new HashMap<>(Map.of("HTTP_HOST", "", "LIVEKIT_URL", ""));
    all.putAll(settings);
    return DistributionProcess.start(all, "--dev").untilServing();
  }

  private static String shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
