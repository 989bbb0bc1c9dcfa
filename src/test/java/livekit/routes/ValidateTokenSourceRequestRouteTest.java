package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.token.RoomAgent;
import livekit.routes.token.TokenSourceRequest;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@CamelMainTest
class ValidateTokenSourceRequestRouteTest extends RouteTestSupport {
  private static final TokenSourceRequest NOTHING =
      new TokenSourceRequest(null, null, null, null, null, null);

  @Test
  void leavesTheRequestAndItsAgents() {
    Exchange done =
        validate("{\"roomName\":\"r\",\"roomConfig\":{\"agents\":[{\"agentName\":\"helper\"}]}}");

    TokenSourceRequest request = done.getVariable("tokenSourceRequest", TokenSourceRequest.class);
    assertThat(request.roomName()).isEqualTo("r");
    assertThat(done.getVariable("agents"))
        .isEqualTo(List.of(new RoomAgent("helper", null, null, null, null)));
    assertThat(done.getVariable("request")).as("complete").isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "{}"})
  void takesARequestThatAsksForNothing(String body) {
    Exchange done = validate(body);

    assertThat(done.getVariable("tokenSourceRequest")).isEqualTo(NOTHING);
    assertThat(done.getVariable("agents")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                                          | 400 | invalid_request",
        "[]                                            | 400 | invalid_request",
        "evil                                          | 400 | invalid_request",
        "{} x                                          | 400 | invalid_request",
        "{\"room_name\":5}                             | 400 | invalid_request",
        "{\"room_name\":null,\"roomName\":\"r\"}       | 400 | invalid_request",
        "{\"roomConfig\":5}                            | 400 | invalid_request",
        "{\"roomConfig\":{\"name\":\"x\"}}             | 403 | field_not_allowed",
      })
  void refusesWhatDoesNotFit(String body, int status, String code) {
    Exchange done = validate(body);

    assertThat(Answer.of(done).status()).isEqualTo(status);
    assertThat(Answer.of(done).code()).isEqualTo(code);
  }

  private Exchange validate(String body) {
    return send("validate-token-source-request", exchange -> exchange.getMessage().setBody(body));
  }
}
