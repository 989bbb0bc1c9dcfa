package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only looks like a setting changes nothing: Camel reads {@code {{a.b-c}}} from A_B_C. */
class EnvironmentIT {
  @Test
  void doesNotStandForWhatTheSettingsSay() throws Exception {
    try (RecordingLiveKit livekit = new RecordingLiveKit()) {
      Map<String, String> environment = new HashMap<>(livekit.settings());
      environment.put("LIVEKIT_API_URL", "http://127.0.0.1:1");
      environment.put("CREDENTIALS_REQUIRED", "false");
      environment.put("WARM_UP_REQUESTS", "0");
      try (DistributionProcess process = DistributionProcess.start(environment).untilServing()) {
        String url = process.url("/livekit/token");
        assertThat(Http.post(url, null, TokenBody.body("")).statusCode()).isEqualTo(401);
        assertThat(Http.post(url, "Bearer acme-secret", TokenBody.body("")).statusCode())
            .isEqualTo(200);
        assertThat(livekit.calls()).isNotEmpty();
      }
    }
  }
}
