package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.token.RoomAgent;
import livekit.routes.token.TokenRequest;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CamelMainTest
class ValidateTokenRequestRouteTest extends RouteTestSupport {
  private static final String NAMES =
      "\"room_name\":\"lobby\",\"participant_name\":\"Ada\",\"participant_identity\":\"ada\"";

  @Test
  void leavesTheRequestAndItsAgents() {
    Exchange done =
        validate("{" + NAMES + ",\"room_config\":{\"agents\":[{\"agent_name\":\"helper\"}]}}");

    TokenRequest request = done.getVariable("request", TokenRequest.class);
    assertThat(request.roomName()).isEqualTo("lobby");
    assertThat(done.getVariable("agents"))
        .isEqualTo(List.of(new RoomAgent("helper", null, null, null, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                    | 400 | invalid_request",
        "{}                                    | 400 | invalid_request",
        "{NAMES} x                             | 400 | invalid_request",
        "{NAMES,\"room_config\":5}             | 400 | invalid_request",
        "{NAMES,\"room_config\":{\"name\":\"x\"}}  | 403 | field_not_allowed",
      })
  void refusesWhatDoesNotFit(String body, int status, String code) {
    Exchange done = validate(body.replace("NAMES", NAMES));

    assertThat(Answer.of(done).status()).isEqualTo(status);
    assertThat(Answer.of(done).code()).isEqualTo(code);
    assertThat(done.getVariable("request")).isNull();
  }

  @Test
  void refusesAnAbsentBody() {
    Answer answer = Answer.of(validate(null));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
  }

  private Exchange validate(String body) {
    return send("validate-token-request", exchange -> exchange.getMessage().setBody(body));
  }
}
