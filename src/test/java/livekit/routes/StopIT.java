package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does. */
class StopIT {
  private static final String BEARER = "Bearer " + HoldingLiveKit.TENANT_SECRET;
  private static final String QUERY = "/livekit/token?api_key=" + HoldingLiveKit.TENANT_SECRET;
  private static final String TOKEN =
      """
      {"room_name":"a-room","participant_name":"ada","participant_identity":"ada"}""";
  private static final Integer[] ORDERLY = {0, 143};

  @Test
  void finishesWhatIsUnderWayAndServesNothingNew() throws IOException {
    try (HoldingLiveKit livekit = new HoldingLiveKit();
        DistributionProcess process = DistributionProcess.start(livekit.settings()).untilServing();
        KeptConnection underWay = new KeptConnection(process.url(QUERY));
        KeptConnection slow = new KeptConnection(process.url(QUERY));
        KeptConnection idle = new KeptConnection(process.url(QUERY))) {
      idle.send("{}");
      assertThat(idle.answer()).startsWith("HTTP/1.1 400 ");
      slow.begin(TOKEN);
      underWay.send(TOKEN);
      Awaitility.await("a request is under way").until(livekit::isCalled);

      process.terminate();

      Awaitility.await("readiness is DOWN")
          .atMost(Duration.ofSeconds(5))
          .until(
              () -> Http.get(process.managementUrl("/observe/health/ready")).statusCode() == 503);
      HttpResponse<String> refused = process.token(BEARER, "another-room");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.body()).contains("\"code\":\"overloaded\"");
      slow.finish(TOKEN);
      assertThat(slow.answer()).startsWith("HTTP/1.1 503 ").contains("\"code\":\"overloaded\"");
      livekit.release();
      assertThat(underWay.answer()).startsWith("HTTP/1.1 200 ");
      assertThat(process.exitStatus()).isIn((Object[]) ORDERLY);
      assertThat(idle.answer()).isEmpty();
      assertThat(process.stderr()).isEmpty();
    }
  }

  @Test
  void givesUpOnWhatHangs(@TempDir Path directory) throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("copy"));
    // The wait is a test's, else as it is.
    copy.edit("config/application.properties", "shutdown-timeout = 10", "shutdown-timeout = 2");
    copy.edit(
        "routes/validate-token-request.camel.yaml",
        "      steps:\n",
        """
              steps:
                - log: {message: hanging}
                - delay: {expression: {constant: {expression: "60000"}}}
        """);
    try (DistributionProcess process =
            DistributionProcess.start(copy.home(), Map.of()).untilServing();
        KeptConnection underWay = new KeptConnection(process.url(QUERY))) {
      underWay.send(TOKEN);
      Awaitility.await("a request is under way").until(() -> process.stdout().contains("hanging"));

      process.terminate();

      Awaitility.await("the end").atMost(Duration.ofSeconds(8)).until(() -> !process.isAlive());
      assertThat(process.exitStatus()).isIn((Object[]) ORDERLY);
      assertThat(underWay.answer()).doesNotContain("Exception", "\tat ");
    }
  }
}
