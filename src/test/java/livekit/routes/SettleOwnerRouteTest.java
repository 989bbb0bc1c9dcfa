package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
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

/** Each branch of {@code settle-owner}, with mock endpoints in place of what asks LiveKit. */
@CamelMainTest(mockEndpointsAndSkip = "direct:(find-room|create-room|adopt-room|take-over-lease)")
class SettleOwnerRouteTest extends RouteTestSupport {
  private static final RoomRef LOBBY = () -> "lobby";
  private static final Tenant GLOBEX = new Tenant("globex");

  @BeanInject("roomClaims")
  RoomClaimSteps claims;

  @BeforeEach
  void answerAsTheStepsDo() {
    finds(null);
    for (String step : List.of("create-room", "adopt-room")) {
      mock("direct:" + step)
          .whenAnyExchangeReceived(exchange -> exchange.setVariable("outcome", "owned"));
    }
  }

  @Test
  void createsAnAbsentRoom() {
    assertThat(settle().getVariable("outcome")).isEqualTo("owned");
    assertAsked("find-room", "create-room");
  }

  @Test
  void leavesTheTenantsOwnRoomAlone() {
    finds(Ownership.MINE);

    assertThat(settle().getVariable("outcome")).isEqualTo("owned");
    assertAsked("find-room");
  }

  @Test
  void adoptsARoomWithoutOwner() {
    finds(Ownership.NOBODY);

    assertThat(settle().getVariable("outcome")).isEqualTo("owned");
    assertAsked("find-room", "adopt-room");
  }

  @Test
  void refusesARoomThatLiveKitSaysIsAnothers() {
    finds(Ownership.ANOTHER);

    assertRefused(settle());
    assertAsked("find-room");
  }

  @Test
  void leasesTheRoomBeforeItAsksLiveKit() {
    mock("direct:find-room")
        .whenAnyExchangeReceived(
            exchange ->
                assertThat(claims.lease(LOBBY, GLOBEX).standing())
                    .isEqualTo(Standing.LEASED_BY_ANOTHER));

    assertThat(standing(settle())).isEqualTo(Standing.LEASED);
    assertAsked("find-room", "create-room");
  }

  @Test
  void asksLiveKitNothingAboutARoomThatAnotherTenantKeeps() {
    claims.keep(claims.lease(LOBBY, GLOBEX));

    assertRefused(settle());
    assertAsked();
  }

  @Test
  void looksTheRoomUpAgainOnceItHasTakenALeaseOver() {
    claims.lease(LOBBY, GLOBEX);
    finds(Ownership.MINE);
    takesOver(Standing.LEASED);

    assertThat(settle().getVariable("outcome")).isEqualTo("owned");
    assertAsked("find-room", "take-over-lease");
    assertThat(mock("direct:find-room").getReceivedCounter()).isEqualTo(2);
  }

  @Test
  void takesNothingFromATenantThatHasKeptTheRoomMeanwhile() {
    claims.lease(LOBBY, GLOBEX);
    finds(Ownership.MINE);
    takesOver(Standing.KEPT_BY_ANOTHER);

    assertRefused(settle());
    assertAsked("find-room", "take-over-lease");
  }

  @Test
  void keepsItsClaimWhenTheRoomVanished() {
    RoomClaim claim = claims.lease(LOBBY, new Tenant("acme"));
    Exchange done = settle("room-vanished", claim);

    assertThat(done.getVariable("claim")).isSameAs(claim);
    assertAsked("find-room", "create-room");
  }

  private Exchange settle() {
    return settle("begin", null);
  }

  private Exchange settle(String outcome, RoomClaim claim) {
    return send(
        "settle-owner",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.setVariable("outcome", outcome);
          exchange.setVariable("claim", claim);
        });
  }

  private void takesOver(Standing standing) {
    mock("direct:take-over-lease")
        .whenAnyExchangeReceived(
            exchange -> {
              exchange.setVariable("claim", new RoomClaim("lobby", "acme", standing, "nonce"));
              exchange.setVariable("standing", standing.name());
            });
  }

  private void finds(Ownership ownership) {
    Room room =
        ownership == null
            ? null
            : new Room("lobby", JsonNodeFactory.instance.objectNode(), ownership);
    mock("direct:find-room").whenAnyExchangeReceived(e -> e.setVariable("room", room));
  }

  private static Standing standing(Exchange done) {
    return done.getVariable("claim", RoomClaim.class).standing();
  }

  private static void assertRefused(Exchange done) {
    assertThat(Answer.of(done).status()).isEqualTo(403);
    assertThat(Answer.of(done).code()).isEqualTo("room_owned_by_another_tenant");
  }

  private void assertAsked(String... expected) {
    assertThat(List.of("find-room", "take-over-lease", "create-room", "adopt-room"))
        .filteredOn(step -> mock("direct:" + step).getReceivedCounter() > 0)
        .containsExactlyInAnyOrder(expected);
  }
}
