package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import livekit.routes.room.Ownership;
import livekit.routes.room.Room;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomRef;
import livekit.routes.tenant.Tenant;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

@CamelMainTest
class TakeOverLeaseRouteTest extends RouteTestSupport {
  private static final RoomRef LOBBY = () -> "lobby";
  private static final Tenant ACME = new Tenant("acme");
  private static final Tenant GLOBEX = new Tenant("globex");

  @BeanInject("roomClaims")
  RoomClaimSteps claims;

  private RoomClaim seen;

  @BeforeEach
  void anotherTenantIsLeasing() {
    claims.lease(LOBBY, GLOBEX);
    seen = claims.lease(LOBBY, ACME);
    assertThat(seen.standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void takesTheLeaseOfTheTenantsOwnRoom() {
    Exchange done = takeOver(Ownership.MINE);

    assertThat(done.getVariable("claim", RoomClaim.class).standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.lease(LOBBY, GLOBEX).standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void takesALeaseThatHasChangedMeanwhile() {
    claims.lease(LOBBY, GLOBEX);
    Exchange done = takeOver(Ownership.MINE);

    assertThat(done.getVariable("claim", RoomClaim.class).standing()).isEqualTo(Standing.LEASED);
    assertThat(done.getVariable("standing")).isEqualTo("LEASED");
  }

  @Test
  void leavesAClaimThatHasBeenKeptMeanwhile() {
    claims.keep(claims.lease(LOBBY, GLOBEX));
    Exchange done = takeOver(Ownership.MINE);

    assertThat(done.getVariable("standing")).isEqualTo("KEPT_BY_ANOTHER");
    assertThat(claims.lease(LOBBY, GLOBEX).standing()).isEqualTo(Standing.KEPT);
  }

  @ParameterizedTest
  @NullSource
  @EnumSource(
      value = Ownership.class,
      names = {"NOBODY", "ANOTHER"})
  void refusesARoomThatIsNotTheTenants(Ownership ownership) {
    Answer answer = Answer.of(takeOver(ownership));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(claims.lease(LOBBY, ACME).standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  private Exchange takeOver(Ownership ownership) {
    return send(
        "take-over-lease",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.setVariable("claim", seen);
          if (ownership != null) {
            exchange.setVariable(
                "room", new Room("lobby", JsonNodeFactory.instance.objectNode(), ownership));
          }
        });
  }
}
