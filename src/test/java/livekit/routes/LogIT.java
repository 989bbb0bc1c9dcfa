package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log says of requests, at the level that says most. */
class LogIT {
  private static final String JSON =
      """
      {"room_name":"a-room","participant_name":"Ada Lovelace","participant_identity":"ada-1"%s}""";

  @Test
  void holdsNoSecretNoTokenAndNoQuery() throws IOException {
    try (RecordingLiveKit livekit = new RecordingLiveKit()) {
      Map<String, String> settings = new HashMap<>(livekit.settings());
      settings.put("LOG_LEVEL", "TRACE");
      try (DistributionProcess process = DistributionProcess.start(settings).untilServing()) {
        String url = process.url("/livekit/token?x=the-query&api_key=");

        assertThat(post(url + "acme-secret", "").statusCode()).isEqualTo(200);
        assertThat(post(url + "a-wrong-one", "").statusCode()).isEqualTo(401);
        assertThat(post(url + "acme-secret", "!").statusCode()).isEqualTo(400);

        assertThat(process.stdout())
            .as("at the level that says most")
            .containsPattern("(?m)^\\S+ TRACE \\[")
            .contains("2 secrets of tenants, credentials required", "LiveKit at http://127.0.0.1:")
            .doesNotContain("the-query", "acme-secret", "blank-secret", "a-wrong-one", "eyJ")
            .doesNotContain("recording-secret", "Ada Lovelace", "ada-1");
        assertThat(process.stderr()).isEmpty();
      }
    }
  }

  private static HttpResponse<String> post(String url, String more) {
    return Http.post(url, null, JSON.formatted(more));
  }
}
