package livekit.routes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import livekit.routes.Answer;
import livekit.routes.RouteTestSupport;
import livekit.routes.tenant.CallerRequest;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    mockEndpoints = "direct:refuse-old-clients",
    mockEndpointsAndSkip = "direct:sign-token",
    properties = "ROUTES_EXTRA=src/test/resources/examples/refuse-by-header")
class RefuseByHeaderRouteTest extends RouteTestSupport {
  @Test
  void isAskedForEveryCaller() {
    askForToken(null, "lobby");
    assertThat(mock("direct:refuse-old-clients").getReceivedCounter()).isEqualTo(1);
    assertThat(mock("direct:sign-token").getReceivedCounter()).isEqualTo(1);
  }

  @Test
  void refusesAnOldClientAndNoOther() {
    Answer old = Answer.of(from(Map.of("x-client-version", "1.4")));
    assertThat(old.code()).isEqualTo("invalid_request");
    assertThat(old.json().path("detail").textValue()).startsWith("This client is too old");
    assertThat(from(Map.of("x-client-version", "2.0")).getMessage().getBody()).isNull();
    assertThat(from(Map.of()).getMessage().getBody()).isNull();
  }

  private Exchange from(Map<String, String> headers) {
    CallerRequest caller = new CallerRequest("POST", "/livekit/token", headers, new byte[0]);
    return send("refuse-old-clients", exchange -> exchange.setVariable("caller", caller));
  }
}
