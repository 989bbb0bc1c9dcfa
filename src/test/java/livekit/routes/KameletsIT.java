package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelets in another program: with our jar and what it needs on the class path. */
class KameletsIT {
  private static final Path SOURCES = Path.of("src/test/resources/plain").toAbsolutePath();

  /** A secret that Camel's properties could not hold. */
  private static final String SECRET = "a {{secret}} & 100 %";

  @Test
  void runWithTheLiveKitOfTheEnvironment(@TempDir Path directory) throws Exception {
    try (RecordingLiveKit livekit = new RecordingLiveKit()) {
      Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
      String out = run(directory, livekit.settings().get("LIVEKIT_URL"), secret);

      assertThat(out)
          .contains(
              "ANSWER {\"rooms\":[{\"name\":\"lobby\",\"metadata\":\"{\\\"auth_id\\\":\\\"acme\\\"}\"}]}"
                  + " ada lobby")
          .contains("WEBHOOKS 401 200")
          .contains("EVENT room_started EV_1");
      assertThat(livekit.calls()).hasSize(1);
    }
  }

  private static String run(Path directory, String url, Path secret)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    DistributionProcess.HOME.resolve("lib") + "/*",
                    SOURCES.resolve("Plain.java").toString(),
                    SOURCES.resolve("routes.camel.yaml").toString(),
                    "{\"names\":[\"lobby\"]}",
                    String.valueOf(freePort()),
                    TestWebhook.of("room_started", "EV_1", "")
                        .by("plain-key", SECRET)
                        .authorization()))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().clear();
    builder.environment().put("LIVEKIT_URL", url);
    builder.environment().put("LIVEKIT_API_KEY", "plain-key");
    builder.environment().put("LIVEKIT_API_SECRET_FILE", secret.toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
