package livekit.routes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.RouteTestSupport;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    mockEndpointsAndSkip = "http://entitlements.example/check.*|direct:(claim-room|sign-token)",
    properties = "ROUTES_EXTRA=src/test/resources/examples/company-service")
class CompanyServiceRouteTest extends RouteTestSupport {
  private static final String SERVICE = "http:entitlements.example/check";

  @Test
  void asksTheServiceWhoMayUseTheRoom() {
    mock(SERVICE).whenAnyExchangeReceived(answers(200, ""));
    askForToken("acme-demo-secret", "lobby");

    Exchange asked = mock(SERVICE).getExchanges().get(0);
    assertThat(asked.getMessage().getHeader("X-Tenant")).isEqualTo("acme");
    assertThat(mock("direct:claim-room").getReceivedCounter()).isEqualTo(1);
    assertThat(mock("direct:sign-token").getReceivedCounter()).isEqualTo(1);
  }

  @Test
  void refusesWhatTheServiceRefuses() {
    mock(SERVICE).whenAnyExchangeReceived(answers(403, ""));
    assertThat(askForToken("acme-demo-secret", "lobby").code()).isEqualTo("room_not_allowed");
    assertThat(mock("direct:claim-room").getReceivedCounter()).isZero();
  }
}
