package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.Test;

/**
 * What {@link RoomClaims} promises, for every store: a store's test extends this class. Leases and
 * kept claims stand in the classes above it; here is how a lease passes to another tenant, and how
 * a room becomes free.
 */
abstract class RoomClaimsContract extends RoomClaimsKeepContract {
  @Test
  void takesOverTheLeaseOfAnotherTenant() {
    RoomClaim former = claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    RoomClaim taken = claims.takeOver(seen);

    assertThat(taken.standing()).isEqualTo(Standing.LEASED);
    assertThat(taken.room()).isEqualTo("room");
    assertThat(taken.tenant()).isEqualTo("rival");
    assertThat(taken.nonce()).isNotEmpty().isNotIn(former.nonce(), seen.nonce());
    assertThat(claims.keep(former)).isFalse();
    assertThat(claims.keep(taken)).isTrue();
  }

  @Test
  void aLeaseTakenOverLivesForAWholeLeaseFromNow() {
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    pass(LEASE.minus(SECOND));
    claims.takeOver(seen);
    pass(LEASE.minus(SECOND));
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED);
  }

  @Test
  void takesOverOnlyWhatIsAnotherTenantsLease() {
    RoomClaim leased = claims.lease("room", "acme");
    claims.keep(claims.lease("kept", "acme"));

    for (RoomClaim claim :
        new RoomClaim[] {leased, claims.lease("kept", "acme"), claims.lease("kept", "rival")}) {
      assertThatThrownBy(() -> claims.takeOver(claim)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void requestsThatHeldALeaseDoNotHoldItAfterATakeOver() {
    RoomClaim former = claims.lease("room", "acme");
    claims.takeOver(claims.lease("room", "rival"));
    claims.giveBack(former);
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void takesOverALeaseThatAnotherRequestHasJoined() {
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.lease("room", "acme");
    assertTakesOver(seen);
  }

  @Test
  void takesOverALeaseThatOneOfItsRequestsHasLeft() {
    RoomClaim first = claims.lease("room", "acme");
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.giveBack(first);
    assertTakesOver(seen);
  }

  @Test
  void takesOverALeaseThatWasFreedAndLeasedAgain() {
    RoomClaim first = claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.giveBack(first);
    claims.lease("room", "acme");
    assertTakesOver(seen);
  }

  @Test
  void doesNotTakeOverALeaseThatHasBeenKept() {
    RoomClaim claim = claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.keep(claim);

    assertThat(claims.takeOver(seen))
        .isEqualTo(new RoomClaim("room", "rival", Standing.KEPT_BY_ANOTHER, ""));
    assertThat(standingOf("acme")).isEqualTo(Standing.KEPT);
  }

  @Test
  void takesOverFromWhoeverHasALeaseByNow() {
    claims.lease("room", "acme");
    RoomClaim seenByRival = claims.lease("room", "rival");
    RoomClaim thirds = claims.takeOver(claims.lease("room", "third"));

    assertTakesOver(seenByRival);
    assertThat(claims.keep(thirds)).isFalse();
  }

  @Test
  void joinsTheLeaseThatItsTenantHasTakenOverAlready() {
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    RoomClaim first = claims.takeOver(seen);
    RoomClaim second = claims.takeOver(seen);

    assertThat(second.standing()).isEqualTo(Standing.LEASED);
    claims.giveBack(first);
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    claims.keep(second);
    assertThat(claims.takeOver(seen).standing()).isEqualTo(Standing.KEPT);
  }

  @Test
  void leasesWhereTheLeaseIsGone() {
    RoomClaim claim = claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.giveBack(claim);
    assertTakesOver(seen);

    pass(LEASE);
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED);
  }

  @Test
  void theLastRequestToGiveBackFreesTheRoom() {
    RoomClaim first = claims.lease("room", "acme");
    RoomClaim second = claims.lease("room", "acme");
    claims.giveBack(second);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    claims.giveBack(first);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void givingBackTwiceEndsOneHoldOnly() {
    RoomClaim first = claims.lease("room", "acme");
    claims.lease("room", "acme");
    claims.giveBack(first);
    claims.giveBack(first);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void givingBackDoesNotMoveTheEnd() {
    RoomClaim first = claims.lease("room", "acme");
    claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    claims.giveBack(first);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void givingBackLeavesAKeptClaimAlone() {
    RoomClaim first = claims.lease("room", "acme");
    RoomClaim second = claims.lease("room", "acme");
    claims.keep(first);
    claims.giveBack(first);
    claims.giveBack(second);
    claims.giveBack(claims.lease("room", "acme"));
    pass(RETENTION.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void givingBackLeavesALeaseOfOtherRequestsAlone() {
    RoomClaim late = claims.lease("room", "acme");
    pass(LEASE);
    claims.lease("room", "acme");
    claims.giveBack(late);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void givingBackLeavesAnotherTenantsRecordAlone() {
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    claims.giveBack(seen);
    claims.giveBack(new RoomClaim("room", "rival", Standing.LEASED, seen.nonce()));
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void givingBackWhatIsGoneDoesNothing() {
    RoomClaim claim = claims.lease("room", "acme");
    pass(LEASE);
    claims.giveBack(claim);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  private void assertTakesOver(RoomClaim seen) {
    assertThat(claims.takeOver(seen).standing()).isEqualTo(Standing.LEASED);
    assertThat(standingOf("acme")).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }
}
