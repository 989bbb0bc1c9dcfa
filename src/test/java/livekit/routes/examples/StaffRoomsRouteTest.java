package livekit.routes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.RouteTestSupport;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    mockEndpointsAndSkip = "direct:sign-token",
    properties = "ROUTES_EXTRA=src/test/resources/examples/staff-rooms")
class StaffRoomsRouteTest extends RouteTestSupport {
  @Test
  void keepsAnonymousCallersOutOfTheRoomsOfTheStaffAlone() {
    assertThat(askForToken(null, "staff-lounge").code()).isEqualTo("missing_credentials");
    askForToken(null, "lobby");
    assertThat(mock("direct:sign-token").getReceivedCounter()).isEqualTo(1);
  }
}
