package livekit.routes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import livekit.routes.RouteTestSupport;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    mockEndpointsAndSkip = "seda:published-tokens",
    properties = "ROUTES_EXTRA=src/test/resources/examples/publish-event")
class PublishEventRouteTest extends RouteTestSupport {
  @Test
  void publishesWhoWasGivenATokenAndNotTheToken() throws Exception {
    MockEndpoint events = mock("seda:published-tokens");
    events.expectedMessageCount(1);
    assertThat(askForToken(null, "lobby").status()).isEqualTo(200);
    askForToken("nobodys", "lobby");

    events.assertIsSatisfied();
    String event =
        new String(
            events.getExchanges().get(0).getMessage().getBody(byte[].class),
            StandardCharsets.UTF_8);
    assertThat(event).contains("\"room_name\":\"lobby\"").doesNotContain("eyJ");
  }

  @Test
  void doesNotDelayTheAnswer() throws Exception {
    MockEndpoint events = mock("seda:published-tokens");
    events.expectedMessageCount(1);
    Object held = new Object();
    synchronized (held) {
      events.whenAnyExchangeReceived(
          exchange -> {
            synchronized (held) {
              exchange.getMessage().setBody("published");
            }
          });
      assertThat(askForToken(null, "lobby").status()).isEqualTo(200);
    }
    events.assertIsSatisfied();
  }
}
