package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest
class ApplyPolicyRouteTest extends RouteTestSupport {
  @Test
  void refusesARoomWithoutThePrefixOfTheTenant() {
    Answer answer = Answer.of(apply("acme-", "lobby"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("room_not_allowed");
  }

  @Test
  void letsARoomWithThePrefixPass() {
    assertThat(apply("acme-", "acme-lobby").getMessage().getBody()).as("no problem").isNull();
  }

  @Test
  void letsEveryRoomPassWithoutAPrefix() {
    assertThat(apply(null, "lobby").getMessage().getBody()).as("no problem").isNull();
  }

  private Exchange apply(String prefix, String room) {
    return send(
        "apply-policy",
        exchange -> {
          tenantAsks("acme", room).process(exchange);
          TenantPolicy policy = new TenantPolicy(prefix, null, null, null, null);
          exchange.setVariable("tenant", new Tenant("acme", policy));
        });
  }
}
