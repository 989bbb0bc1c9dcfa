package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.TokenRequest;
import livekit.routes.token.TokenResponse;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session's room, with mock endpoints where the caller and the room are looked at. */
@CamelMainTest(mockEndpointsAndSkip = "direct:(authenticate-caller|authorize-caller|sign-token)")
class IssueSessionTokenRouteTest extends RouteTestSupport {
  @BeforeEach
  void sign() {
    mock("direct:sign-token")
        .whenAnyExchangeReceived(
            exchange -> {
              TokenRequest request = exchange.getVariable("request", TokenRequest.class);
              exchange.getMessage().setBody(TokenResponse.of("jwt", request, "wss://x"));
            });
  }

  @Test
  void authorizesTheCallerForTheRoomOfTheSession() {
    mock("direct:authenticate-caller")
        .whenAnyExchangeReceived(
            exchange ->
                exchange.setVariable(
                    "tenant",
                    new Tenant("acme", new TenantPolicy("acme-", null, null, null, null))));
    Answer answer = ask("call-7", "{\"participant_name\":\"Ada\"}");

    assertThat(
            mock("direct:authorize-caller")
                .getExchanges()
                .get(0)
                .getVariable("request", TokenRequest.class)
                .roomName())
        .isEqualTo("acme-call-7");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("room_name").textValue()).isEqualTo("acme-call-7");
    assertThat(answer.json().path("participant_name").textValue()).isEqualTo("Ada");
  }

  /** Camel's beans lose the quotes of a String, and make null of the text. */
  @Test
  void keepsTheSessionsIdAsItIs() {
    for (String id : new String[] {"'7'", "\"7\"", "null", "007", "true", "a, b"}) {
      assertThat(ask(id, null).json().path("room_name").textValue()).isEqualTo(id);
    }
  }

  @Test
  void asksNobodyAboutASessionThatCannotNameARoom() {
    assertThat(ask(" ", null).code()).isEqualTo("invalid_request");
    assertThat(mock("direct:authenticate-caller").getReceivedCounter()).isZero();
  }

  private Answer ask(String session, String json) {
    return Answer.of(
        send(
            "issue-session-token",
            exchange -> {
              exchange.getMessage().setHeader("session_id", session);
              exchange.getMessage().setBody(json);
            }));
  }
}
