package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.token.RoomAgent;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@CamelMainTest
class LimitAnonymousCallerRouteTest extends RouteTestSupport {
  private static final RoomAgent AGENT = new RoomAgent("helper", null, null, null, null);

  @Test
  void refusesAgents() {
    Answer answer = Answer.of(limit(List.of(AGENT)));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("field_not_allowed");
  }

  @Test
  void letsARequestWithoutAgentsPass() {
    assertThat(limit(List.of()).getMessage().getBody()).isNull();
  }

  @Nested
  @CamelMainTest(properties = "ANONYMOUS_AGENTS=true")
  class WhereAgentsAreForEveryone {
    @Test
    void letsAgentsPass() {
      assertThat(limit(List.of(AGENT)).getMessage().getBody()).isNull();
    }
  }

  private Exchange limit(List<RoomAgent> agents) {
    return send(
        "limit-anonymous-caller",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.removeVariable("tenant");
          exchange.setVariable("agents", agents);
        });
  }
}
