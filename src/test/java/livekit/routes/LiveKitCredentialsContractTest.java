package livekit.routes;

import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real livekit-server that has another secret than the gateway, or the same. */
class LiveKitCredentialsContractTest {
  private static final String SECRET = "contract-secret-of-at-least-32-bytes";

  private static LiveKitServer livekit;

  @BeforeAll
  static void start() {
    LiveKitServer.require();
    livekit = LiveKitServer.start("contract-key", SECRET);
  }

  @AfterAll
  static void stop() {
    if (livekit != null) {
      livekit.close();
    }
  }

  @Test
  void readinessIsDownWithAnotherSecretOrAnotherKey() {
    for (String[] wrong : new String[][] {{"contract-key", SECRET + "x"}, {"other", SECRET}}) {
      try (RunningGateway gateway = gateway(wrong[0], wrong[1])) {
        await().until(() -> ready(gateway) == 503);
      }
    }
  }

  @Test
  void readinessIsUpWhereTheSecretHasLineEndsBehindIt() {
    try (RunningGateway gateway = gateway("contract-key", "\uFEFF" + SECRET + "\n\n")) {
      assertThat(gateway.token("Bearer acme-secret", request(newRoom())).statusCode())
          .isEqualTo(200);
      assertThat(ready(gateway)).isEqualTo(200);
    }
  }

  private static RunningGateway gateway(String key, String secret) {
    return RunningGateway.with(
        Map.of(
            "LIVEKIT_URL", livekit.url().toString(),
            "LIVEKIT_API_KEY", key,
            "LIVEKIT_API_SECRET", secret,
            "AUTH_API_SECRET", "acme-secret",
            "camel.management.enabled", "true",
            "MANAGEMENT_PORT", "0",
            "livekit.credentials-pause", "50"));
  }

  private static int ready(RunningGateway gateway) {
    return Http.get(gateway.managementUrl("/observe/health/ready")).statusCode();
  }
}
