package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script, wherever it is and however it is called. */
class StartScriptIT {
  private static final String FINE = "livekit-routes: the settings and ";

  @TempDir private Path directory;

  @Test
  void servesWhatIsEditedInAnInstallationWithBlanksInItsPath() throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("opt/livekit routes"));
    copy.edit("config/application.properties", "{{env:AUTH_REQUIRED:}}", "true");
    copy.edit(
        "routes/handle-errors.camel.yaml",
        "Send the credentials as Authorization: Bearer.",
        "Knock first.");
    Map<String, String> settings = Map.of("AUTH_API_SECRET", "{{x}} }} # % ? $ * secret");

    try (DistributionProcess process = DistributionProcess.start(copy.home(), settings)) {
      process.untilServing();

      assertThat(process.token(null, "lobby").body()).contains("Knock first.");
      assertThat(process.token("Bearer {{x}} }} # % ? $ * secret", "lobby").body())
          .contains("livekit_not_configured");
      assertThat(process.stderr()).isEmpty();
    }
  }

  @Test
  void followsAChainOfSymbolicLinksFromAnotherDirectory() throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("opt/livekit routes 1.0"));
    Files.createSymbolicLink(directory.resolve("opt/current"), Path.of("livekit routes 1.0"));
    Path bin = Files.createDirectories(directory.resolve("usr/bin"));
    Files.createSymbolicLink(
        bin.resolve("absolute"), directory.resolve("opt/current/bin/livekit-routes"));
    Files.createSymbolicLink(bin.resolve("a link"), Path.of("./absolute"));
    Files.createSymbolicLink(directory.resolve("-link"), Path.of("usr/bin/a link"));
    copy.edit("config/application.properties", "{{env:ROOM_UNOWNED:claim}}", "edited");

    try (DistributionProcess process =
        DistributionProcess.command(directory, "./-link", Map.of(), "--check")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).startsWith("livekit-routes: ROOM_UNOWNED: ").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0+5", "a:b", "100%", "back\\slash"})
  void saysWhenCamelCannotReadItsDirectory(String name) throws IOException {
    Path script = directory.resolve(name).resolve("bin/livekit-routes");
    Files.createDirectories(script.getParent());
    Files.copy(
        DistributionProcess.HOME.resolve("bin/livekit-routes"),
        script,
        StandardCopyOption.COPY_ATTRIBUTES);
    try (DistributionProcess process =
        DistributionProcess.command(directory, script.toString(), Map.of(), "--check")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).contains("/" + name).hasLineCount(1);
    }
  }

  @Test
  void checksWithoutAPortAndPrintsOneLine() {
    Map<String, String> settings = Map.of("HTTP_HOST", "192.0.2.1", "JAVA_OPTS", "-Da=* -Db=c");
    try (DistributionProcess process = DistributionProcess.start(settings, "--check")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.stdout()).startsWith(FINE).hasLineCount(1);
      assertThat(process.stderr()).isEmpty();
    }
  }

  @Test
  void checksTheDevProfileToo() {
    try (DistributionProcess process = DistributionProcess.start(Map.of(), "--check", "--dev")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.stdout()).startsWith(FINE).hasLineCount(1);
    }
  }

  @Test
  void checksAnotherDirectory() throws IOException {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("my routes"));
    Map<String, String> none = Map.of();
    String script = DistributionProcess.HOME.resolve("bin/livekit-routes").toString();
    try (DistributionProcess process =
        DistributionProcess.command(directory, script, none, "--check", "my routes")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.stdout()).startsWith(FINE).hasLineCount(1);
    }
    routes.edit("create-room", "setBody:", "setBoody:");
    try (DistributionProcess process =
        DistributionProcess.command(directory, script, none, "--check", "my routes")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr())
          .startsWith("livekit-routes: " + routes.file("create-room").toRealPath() + ":12: ")
          .hasLineCount(1);
    }
  }

  @Test
  void drawsTheRoutes() {
    try (DistributionProcess process = DistributionProcess.start(Map.of(), "--diagram")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.stdout())
          .startsWith("flowchart LR\n")
          .contains("issue-token --> sign-token\n");
    }
  }

  @Test
  void givesJavaOptsTheLastWord() {
    Map<String, String> settings = Map.of("JAVA_OPTS", "-Droutes.directory=/nowhere");
    try (DistributionProcess process = DistributionProcess.start(settings, "--check")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).isEqualTo("livekit-routes: cannot read /nowhere\n");
    }
  }

  @Test
  void printsTheVersionsInOneLine() {
    String versions =
        "livekit-routes \\d+\\.\\d+\\.\\d+\\S*, Camel "
            + Pattern.quote(new DefaultCamelContext().getVersion())
            + ", Java "
            + Pattern.quote(Runtime.version().toString());
    // A wrong setting does not matter: nothing is read.
    Map<String, String> settings = Map.of("HTTP_PORT", "wrong");
    try (DistributionProcess process = DistributionProcess.start(settings, "--version")) {
      assertThat(process.exitStatus()).isZero();
      assertThat(process.stdout()).matches(versions + "\n");
      assertThat(process.stderr()).isEmpty();
    }
    try (DistributionProcess process = DistributionProcess.start(Map.of()).untilServing()) {
      assertThat(process.stdout().lines().filter(line -> line.contains("Serving POST")))
          .singleElement()
          .asString()
          .containsPattern("; " + versions + "$");
    }
  }

  @Test
  void saysHowItIsUsedWhenAnArgumentIsUnknown() {
    try (DistributionProcess process = DistributionProcess.start(Map.of(), "--chekc")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr())
          .startsWith("usage: livekit-routes [--dev] [--check [DIR] | --diagram | --version]");
      assertThat(process.stdout()).isEmpty();
    }
  }

  @Test
  void saysThatThereIsNoJava() {
    try (DistributionProcess process =
        DistributionProcess.start(Map.of("JAVA_HOME", "/nowhere"), "--check")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).contains("JAVA_HOME").hasLineCount(1);
    }
  }
}
