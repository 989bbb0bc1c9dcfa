package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.Test;

/** What {@link RoomClaims} promises of a claim that is kept. */
abstract class RoomClaimsKeepContract extends RoomClaimsLeaseContract {
  @Test
  void keepsForTheRetentionFromNow() {
    RoomClaim claim = claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    assertThat(claims.keep(claim)).isTrue();
    pass(RETENTION.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void keepingAgainMovesTheEnd() {
    RoomClaim claim = claims.lease("room", "acme");
    claims.keep(claim);
    pass(RETENTION.minus(SECOND));
    assertThat(claims.keep(claim)).isTrue();
    pass(RETENTION.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void keepsWhereTheRecordIsGone() {
    RoomClaim claim = claims.lease("room", "acme");
    pass(LEASE);
    assertThat(claims.keep(claim)).isTrue();
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void keepsWhereTheTenantHoldsTheRoomByAnotherRequest() {
    RoomClaim first = claims.lease("room", "acme");
    claims.giveBack(first);
    claims.lease("room", "acme");
    assertThat(claims.keep(first)).isTrue();
    assertThat(standingOf("acme")).isEqualTo(Standing.KEPT);
  }

  @Test
  void doesNotKeepWhereAnotherTenantLeasesOrKeeps() {
    RoomClaim late = claims.lease("room", "acme");
    pass(LEASE);
    RoomClaim rivals = claims.lease("room", "rival");

    assertThat(claims.keep(late)).isFalse();
    assertThat(claims.lease("room", "acme"))
        .as("nothing changed")
        .isEqualTo(claims.lease("room", "acme"))
        .extracting(RoomClaim::standing)
        .isEqualTo(Standing.LEASED_BY_ANOTHER);
    assertThat(claims.keep(rivals)).isTrue();
    assertThat(claims.keep(late)).isFalse();
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT);
  }

  @Test
  void keepingNeverShortensTheLeaseThatOtherRequestsCountOn() {
    claims = emptyStore(Duration.ofSeconds(5));
    RoomClaim first = claims.lease("room", "acme");
    claims.lease("room", "acme");
    claims.keep(first);
    pass(LEASE.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void keepsForAWhileAtLeastWhatIsFreeOrTheTenantsOwn() {
    Duration some = Duration.ofMinutes(12);
    assertThat(claims.keep("room", "acme", some)).isTrue();
    pass(some.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void keepingForAWhileNeverShortensAClaimAndMakesALeaseKept() {
    claims.keep(claims.lease("long", "acme"));
    claims.keep("long", "acme", SECOND);
    RoomClaim leased = claims.lease("leased", "acme");
    claims.keep("leased", "acme", Duration.ofMinutes(12));
    claims.giveBack(leased);
    pass(RETENTION.minus(SECOND.multipliedBy(2)));
    assertThat(claims.lease("long", "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
    assertThat(claims.lease("leased", "rival").standing()).isEqualTo(Standing.LEASED);
  }

  @Test
  void keepingForAWhileLeavesAnotherTenantsRecordAlone() {
    RoomClaim leased = claims.lease("room", "rival");
    assertThat(claims.keep("room", "acme", RETENTION)).isFalse();
    assertThat(claims.keep(leased)).isTrue();
    assertThat(claims.keep("room", "acme", RETENTION)).isFalse();
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT);
  }
}
