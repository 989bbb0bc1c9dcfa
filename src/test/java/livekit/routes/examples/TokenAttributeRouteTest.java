package livekit.routes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import livekit.routes.RouteTestSupport;
import livekit.routes.token.TokenRequest;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest(
    properties = {
      "ROUTES_EXTRA=src/test/resources/examples/token-attribute",
      "attributes.file=src/test/resources/examples/token-attribute/attributes.json"
    })
class TokenAttributeRouteTest extends RouteTestSupport {
  @Test
  void putsTheAttributesOfTheFileIntoTheToken() {
    String token = askForToken(null, "lobby").json().path("token").textValue();
    assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])))
        .contains("\"plan\":\"gold\"", "\"region\":\"eu-west\"");
  }

  @Test
  void overwritesWhatTheCallerSent() {
    Map<String, String> sent = Map.of("plan", "diamond", "colour", "red");
    Exchange done =
        send(
            "add-attributes",
            exchange ->
                exchange.setVariable(
                    "request", new TokenRequest("lobby", "Ada", "ada", null, sent, null)));
    assertThat(done.getVariable("request", TokenRequest.class).participantAttributes())
        .isEqualTo(Map.of("plan", "gold", "region", "eu-west", "colour", "red"));
  }
}
