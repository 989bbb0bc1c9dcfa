package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import livekit.routes.room.RoomClaim.Standing;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How many claims the memory store holds, and whom it refuses. */
class MemoryRoomClaimsBoundsTest {
  private static final Duration LEASE = Duration.ofSeconds(RoomClaims.LEASE_SECONDS);

  /** The timer that removes ended records ticks every 2^30 ns. */
  private static final Duration TICK = Duration.ofNanos(1L << 30);

  private final FakeTicker ticker = new FakeTicker();
  private ClaimCounts counts;
  private RoomClaims claims;

  @Test
  void refusesATenantBeyondItsBoundAndNoOther() {
    store(100, 2);
    claims.keep(claims.lease("a", "acme"));
    claims.lease("b", "acme");

    assertUnavailable(() -> claims.lease("c", "acme"));
    assertThat(claims.lease("c", "rival").standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.lease("a", "acme").standing()).isEqualTo(Standing.KEPT);
    assertThat(claims.lease("b", "acme").standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.lease("c", "acme").standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
    assertCounts(2, 1);
  }

  @Test
  void refusesNewRoomsBeyondTheBoundOfAll() {
    store(2, 2);
    RoomClaim first = claims.lease("a", "acme");
    claims.lease("b", "rival");

    assertUnavailable(() -> claims.lease("c", "acme"));
    assertThat(claims.keep(first)).as("what is there goes on").isTrue();
    claims.takeOver(claims.lease("b", "acme"));
    assertCounts(2, 0);
  }

  @Test
  void givingBackMakesPlace() {
    store(1, 1);
    claims.giveBack(claims.lease("a", "acme"));
    assertCounts(0, 0);
    assertThat(claims.lease("b", "acme").standing()).isEqualTo(Standing.LEASED);
  }

  @Test
  void countsATakeOverForItsNewTenant() {
    store(100, 1);
    claims.lease("a", "acme");
    claims.takeOver(claims.lease("a", "rival"));

    assertCounts(0, 1);
    assertThat(claims.lease("b", "acme").standing()).isEqualTo(Standing.LEASED);
    RoomClaim seen = claims.lease("b", "rival");
    assertUnavailable(() -> claims.takeOver(seen));
    assertThat(claims.lease("b", "acme").standing()).isEqualTo(Standing.LEASED);
    assertCounts(1, 1);
  }

  @Test
  void countsAClaimThatIsKeptAfterItsRecordHasGone() {
    store(100, 1);
    RoomClaim late = claims.lease("a", "acme");
    claims.giveBack(late);
    RoomClaim other = claims.lease("b", "acme");

    assertUnavailable(() -> claims.keep(late));
    claims.giveBack(other);
    assertThat(claims.keep(late)).isTrue();
    assertCounts(1, 0);
  }

  @Test
  void endedClaimsMakePlaceBeforeAnyoneIsRefused() {
    // More than one batch of Caffeine's, and another tenant's are the first to be removed.
    store(3000, 1500);
    for (int i = 0; i < 1500; i++) {
      claims.lease("r" + i, "rival");
    }
    for (int i = 0; i < 1500; i++) {
      claims.lease("a" + i, "acme");
    }
    ticker.advance(LEASE.minusNanos(1));
    assertUnavailable(() -> claims.lease("one more", "acme"));
    ticker.advance(TICK);
    for (int i = 0; i < 1500; i++) {
      assertThat(claims.lease("b" + i, "acme").standing()).isEqualTo(Standing.LEASED);
    }
  }

  @Test
  void aRoomWhoseClaimHasEndedIsFreeAtOnceInAFullStore() {
    store(1, 1);
    for (String tenant : new String[] {"acme", "rival", "rival"}) {
      assertThat(claims.lease("room", tenant).standing()).isEqualTo(Standing.LEASED);
      ticker.advance(LEASE);
    }
  }

  @Test
  void aRefusalOverAnEndedRecordDoesNotCountItTwice() {
    store(100, 1);
    claims.keep(claims.lease("other", "rival"));
    claims.lease("room", "acme");
    ticker.advance(LEASE);

    assertUnavailable(() -> claims.lease("room", "rival"));
    assertCounts(0, 1);
  }

  private void store(int maxClaims, int maxClaimsPerTenant) {
    counts = new ClaimCounts(maxClaims, maxClaimsPerTenant);
    claims =
        new MemoryRoomClaims(Duration.ofHours(7), counts, ticker, Scheduler.disabledScheduler());
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(ClaimsUnavailableException.class);
  }

  private void assertCounts(int ofAcme, int ofRival) {
    assertThat(counts.of("acme")).isEqualTo(ofAcme);
    assertThat(counts.of("rival")).isEqualTo(ofRival);
    assertThat(counts.total()).isEqualTo(ofAcme + ofRival);
  }
}
