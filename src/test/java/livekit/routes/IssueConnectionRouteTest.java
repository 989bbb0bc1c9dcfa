package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import livekit.routes.room.RoomNotAllowedException;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.TokenRequest;
import livekit.routes.token.TokenResponse;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint of LiveKit's clients goes through the steps of {@code issue-token}. */
@CamelMainTest(mockEndpointsAndSkip = "direct:(authenticate-caller|authorize-caller|sign-token)")
class IssueConnectionRouteTest extends RouteTestSupport {
  private static final Tenant ACME =
      new Tenant("acme", new TenantPolicy("acme-", null, null, null, null));
  private final List<String> steps = new ArrayList<>();

  @BeforeEach
  void writeDownTheSteps() {
    mock("direct:authenticate-caller")
        .whenAnyExchangeReceived(
            exchange -> {
              steps.add("authenticate-caller");
              exchange.setVariable("tenant", ACME);
            });
    mock("direct:authorize-caller")
        .whenAnyExchangeReceived(exchange -> steps.add("authorize-caller"));
    mock("direct:sign-token")
        .whenAnyExchangeReceived(
            exchange -> {
              steps.add("sign-token");
              TokenRequest request = exchange.getVariable("request", TokenRequest.class);
              exchange.getMessage().setBody(TokenResponse.of("jwt", request, "wss://x"));
            });
  }

  @Test
  void asksForTheCallerThenForTheRoomAndSignsLast() {
    Answer answer = ask("{\"room_name\":\"acme-lobby\",\"participant_name\":\"Ada\"}");

    assertThat(steps).containsExactly("authenticate-caller", "authorize-caller", "sign-token");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers()).containsOnlyKeys("Content-Type");
    assertThat(answer.json().path("participant_token").textValue()).isEqualTo("jwt");
    assertThat(answer.json().path("server_url").textValue()).isEqualTo("wss://x");
    assertThat(answer.json().path("room_name").textValue()).isEqualTo("acme-lobby");
    assertThat(answer.json().path("participant_name").textValue()).isEqualTo("Ada");
    assertThat(answer.json()).hasSize(5);
  }

  @Test
  void authorizesTheCallerForTheRoomThatItHasNamed() {
    ask("{}");

    TokenRequest authorized =
        mock("direct:authorize-caller")
            .getExchanges()
            .get(0)
            .getVariable("request", TokenRequest.class);
    assertThat(authorized.roomName()).startsWith("acme-").hasSizeGreaterThan(36);
  }

  @Test
  void endsAtWrongCredentials() {
    fail("authenticate-caller", new InvalidCredentialsException("in a test"));

    assertThat(ask("{}").code()).isEqualTo("invalid_credentials");
    assertThat(steps).isEmpty();
  }

  @Test
  void signsNothingForARoomThatTheCallerMayNotEnter() {
    fail("authorize-caller", new RoomNotAllowedException("in a test"));

    assertThat(ask("{\"room_name\":\"lobby\"}").code()).isEqualTo("room_not_allowed");
    assertThat(steps).containsExactly("authenticate-caller");
  }

  @Test
  void dropsEveryHeaderBeforeItReadsTheBody() {
    Exchange done =
        send(
            "issue-connection",
            exchange -> {
              exchange.getMessage().setBody("{}");
              exchange.getMessage().setHeader("X-Custom", "evil");
            });

    assertThat(mock("direct:authenticate-caller").getExchanges().get(0).getMessage().getHeaders())
        .isEmpty();
    assertThat(Answer.of(done).status()).isEqualTo(201);
  }

  private Answer ask(String json) {
    return Answer.of(send("issue-connection", exchange -> exchange.getMessage().setBody(json)));
  }

  private void fail(String step, Exception refusal) {
    mock("direct:" + step)
        .whenAnyExchangeReceived(
            exchange -> {
              throw refusal;
            });
  }
}
