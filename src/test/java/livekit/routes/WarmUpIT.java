package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.internal.engine.ValidatorFactoryImpl;
import org.junit.jupiter.api.Test;

/** The packaged process is ready once it is warm, and serves before that. */
class WarmUpIT {
  @Test
  void callsNobodyIsNotCountedAndLeavesNothingBehind() throws Exception {
    try (RecordingLiveKit livekit = new RecordingLiveKit();
        DistributionProcess process =
            DistributionProcess.start(
                    Map.of(
                        "LIVEKIT_URL", livekit.settings().get("LIVEKIT_URL"),
                        "LIVEKIT_API_KEY", "key",
                        "LIVEKIT_API_SECRET", "secret-of-at-least-thirty-two-bytes",
                        "WARM_UP_REQUESTS", "2000"))
                .untilServing()) {
      assertThat(readiness(process)).isEqualTo(503);
      assertThat(Http.post(process.url("/livekit/token"), null, TokenBody.body("")).statusCode())
          .isEqualTo(200);

      await().atMost(Duration.ofSeconds(30)).until(() -> readiness(process) == 200);
      assertThat(process.stdout())
          .containsPattern("Warmed up with [1-9]\\d* of 2000 requests, in \\d+ ms");
      // The process asks once whether LiveKit takes its key.
      assertThat(livekit.calls())
          .singleElement()
          .satisfies(call -> assertThat(call.body()).contains("asked for by livekit-routes"));
      assertThat(Http.get(process.managementUrl("/observe/metrics")).body())
          .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"issue-token\"[^}]*} 1\\.0\n")
          .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"call-livekit\"[^}]*} 1\\.0\n");
      assertThat(process.contexts()).isEqualTo(2);
      // What the warm-up has found out about the records serves the first requests.
      assertThat(process.instances(ValidatorFactoryImpl.class)).isEqualTo(1);
    }
  }

  private static int readiness(DistributionProcess process) {
    return Http.get(process.managementUrl("/observe/health/ready")).statusCode();
  }
}
