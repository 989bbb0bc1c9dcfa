package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only looks like a setting changes nothing: Camel reads {@code {{a.b-c}}} from A_B_C. */
class EnvironmentIT {
  @Test
  void doesNotStandForWhatTheSettingsSay() throws Exception {
    try (RecordingLiveKit livekit = new RecordingLiveKit();
        DistributionProcess process =
            DistributionProcess.start(
                    Map.of(
                        "LIVEKIT_URL", livekit.settings().get("LIVEKIT_URL"),
                        "LIVEKIT_API_KEY", "key",
                        "LIVEKIT_API_SECRET", "secret-of-at-least-thirty-two-bytes",
                        "LIVEKIT_API_URL", "http://127.0.0.1:1",
                        "AUTH_API_SECRET", "tenants-secret",
                        "AUTH_API_SECRET_ID", "acme",
                        "CREDENTIALS_REQUIRED", "false",
                        "WARM_UP_REQUESTS", "0"))
                .untilServing()) {
      String url = process.url("/livekit/token");
      assertThat(Http.post(url, null, TokenBody.body("")).statusCode()).isEqualTo(401);
      assertThat(Http.post(url, "Bearer tenants-secret", TokenBody.body("")).statusCode())
          .isEqualTo(200);
      assertThat(livekit.calls()).isNotEmpty();
    }
  }
}
