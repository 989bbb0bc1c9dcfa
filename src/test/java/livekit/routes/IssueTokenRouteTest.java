package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.room.RoomNotAllowedException;
import livekit.routes.room.RoomOwnedByAnotherTenantException;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.TokenRequest;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of the flow, with a mock endpoint in the place of each step. */
@CamelMainTest(
    mockEndpointsAndSkip =
        "direct:(validate-token-request|authenticate-caller|apply-policy|claim-room|limit-anonymous-caller|sign-token)")
class IssueTokenRouteTest extends RouteTestSupport {
  private static final String SECRET = "acme-demo-secret";
  private final List<String> steps = new ArrayList<>();

  @BeforeEach
  void writeDownTheSteps() {
    for (String step :
        List.of(
            "authenticate-caller",
            "validate-token-request",
            "apply-policy",
            "claim-room",
            "limit-anonymous-caller",
            "sign-token")) {
      mock("direct:" + step).whenAnyExchangeReceived(exchange -> steps.add(step));
    }
    mock("direct:validate-token-request")
        .whenAnyExchangeReceived(
            exchange -> {
              steps.add("validate-token-request");
              exchange.setVariable(
                  "request", new TokenRequest("lobby", "Ada", "ada", null, null, null));
              exchange.setVariable("agents", List.of());
            });
  }

  @Test
  void claimsTheRoomOfATenantBeforeItSigns() {
    authenticateAs("acme");
    askForToken(SECRET, "lobby");

    assertThat(steps)
        .containsExactly(
            "authenticate-caller",
            "validate-token-request",
            "apply-policy",
            "claim-room",
            "sign-token");
  }

  @Test
  void claimsNoRoomForAnAnonymousCaller() {
    askForToken(null, "lobby");

    assertThat(steps)
        .containsExactly(
            "authenticate-caller",
            "validate-token-request",
            "limit-anonymous-caller",
            "sign-token");
  }

  @Test
  void claimsNoRoomForAnInvalidRequest() {
    fail("validate-token-request", new InvalidRequestException("room_name must not be blank"));

    assertThat(askForToken(SECRET, " ").code()).isEqualTo("invalid_request");
    assertThat(steps).containsExactly("authenticate-caller");
  }

  @Test
  void endsAtWrongCredentials() {
    fail("authenticate-caller", new InvalidCredentialsException("in a test"));

    assertThat(askForToken(SECRET, "lobby").code()).isEqualTo("invalid_credentials");
    assertThat(steps).isEmpty();
  }

  @Test
  void claimsNoRoomThatThePolicyForbids() {
    authenticateAs("acme");
    fail("apply-policy", new RoomNotAllowedException("in a test"));

    assertThat(askForToken(SECRET, "lobby").code()).isEqualTo("room_not_allowed");
    assertThat(steps).doesNotContain("claim-room", "sign-token");
  }

  @Test
  void signsNothingForTheRoomOfAnotherTenant() {
    authenticateAs("acme");
    fail("claim-room", new RoomOwnedByAnotherTenantException("in a test"));

    assertThat(askForToken(SECRET, "lobby").code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(steps).doesNotContain("sign-token");
  }

  @Test
  void readsTheCredentialAndThenDropsEveryHeader() throws Exception {
    Exchange done =
        send(
            "issue-token",
            exchange -> {
              exchange.getMessage().setBody("{}");
              exchange.getMessage().setHeader("Authorization", "Bearer " + SECRET);
              exchange.getMessage().setHeader("X-Custom", "evil");
              exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/evil");
              exchange.setProperty(Exchange.CHARSET_NAME, "utf-16");
            });

    Exchange first = mock("direct:validate-token-request").getExchanges().get(0);
    assertThat(first.getMessage().getHeaders()).isEmpty();
    assertThat(first.getVariable("credential", Credential.class).isWellFormed()).isTrue();
    assertThat(done.getProperty(Exchange.CHARSET_NAME)).isNull();
  }

  private void authenticateAs(String tenant) {
    mock("direct:authenticate-caller")
        .whenAnyExchangeReceived(
            exchange -> {
              steps.add("authenticate-caller");
              exchange.setVariable("tenant", new Tenant(tenant));
            });
  }

  private void fail(String step, Exception refusal) {
    mock("direct:" + step)
        .whenAnyExchangeReceived(
            exchange -> {
              throw refusal;
            });
  }
}
