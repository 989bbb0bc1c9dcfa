package livekit.routes.examples;

import java.util.Map;
import livekit.routes.RouteTestSupport;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    mockEndpointsAndSkip = "log:billing.*",
    properties = "ROUTES_EXTRA=src/test/resources/examples/on-room-finished")
class OnRoomFinishedRouteTest extends RouteTestSupport {
  @Test
  void tellsTheBillingWhichRoomHasEnded() throws Exception {
    MockEndpoint billing = mock("log:billing");
    billing.expectedBodiesReceived("lobby lasted until 1790000000");
    send(
        "on-room-finished",
        exchange ->
            exchange
                .getMessage()
                .setBody(Map.of("createdAt", "1790000000", "room", Map.of("name", "lobby"))));
    billing.assertIsSatisfied();
  }
}
