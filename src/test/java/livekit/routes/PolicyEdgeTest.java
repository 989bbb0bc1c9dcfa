package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyEdgeTest {
  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_API_SECRETS_JSON",
            "[{\"id\":\"acme\",\"secret\":\"acme-secret\",\"room_prefix\":\"acme-\"}]");
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void refusesARoomOutsideThePrefixWithoutAskingLiveKit() {
    HttpResponse<String> answer =
        gateway.token("Bearer acme-secret", TokenContract.request("globex-1"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "{\"title\":\"Forbidden\",\"status\":403,"
                + "\"detail\":\"The tenant may not use a room of this name.\","
                + "\"code\":\"room_not_allowed\","
                + "\"error\":\"The tenant may not use a room of this name.\"}");
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("cache-control", "content-length", "content-type");
    assertThat(livekit.calls()).isEmpty();
  }

  @Test
  void saysFirstThatCredentialsAreWrong() {
    for (String secret : new String[] {"acme-secre", "null", "'acme-secret'", "acme-"}) {
      HttpResponse<String> answer =
          gateway.token("Bearer " + secret, TokenContract.request("globex-1"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"invalid_credentials\"");
    }
  }

  @Test
  void goesOnForARoomThatBeginsWithThePrefix() {
    HttpResponse<String> answer =
        gateway.token("Bearer acme-secret", TokenContract.request("acme-1"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(livekit.calls()).isNotEmpty();
  }
}
