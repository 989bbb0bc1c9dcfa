package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.api.StrictJson;
import org.junit.jupiter.api.Test;

class TokenResponseTest {
  private final TokenResponse response =
      TokenResponse.of(
          "t0ken", new TokenRequest("r", "n", "i", null, null, null), "wss://livekit.example");

  @Test
  void hasTokenAndUrlUnderBothNames() throws Exception {
    assertThat(StrictJson.mapper().writeValueAsString(response))
        .isEqualTo(
            "{\"token\":\"t0ken\",\"room_name\":\"r\",\"participant_identity\":\"i\","
                + "\"livekit_url\":\"wss://livekit.example\",\"participant_token\":\"t0ken\","
                + "\"server_url\":\"wss://livekit.example\"}");
  }

  @Test
  void neverShowsTheToken() {
    assertThat(response.toString()).doesNotContain("t0ken");
  }
}
