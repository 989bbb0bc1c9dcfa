package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.Test;

/**
 * The contract on the memory store, and what only it has: an end to the nanosecond, counts, a
 * timer.
 */
class MemoryRoomClaimsTest extends RoomClaimsContract {
  /** The timer that removes ended records ticks every 2^30 ns. */
  private static final Duration TICK = Duration.ofNanos(1L << 30);

  private final FakeTicker ticker = new FakeTicker();
  private ClaimCounts counts;

  @Override
  RoomClaims emptyStore(Duration retention) {
    counts = new ClaimCounts(100, 100);
    return new MemoryRoomClaims(retention, counts, ticker, Scheduler.disabledScheduler());
  }

  @Override
  void pass(Duration time) {
    ticker.advance(time);
  }

  @Test
  void aClaimEndsToTheNanosecond() {
    claims.lease("room", "acme");
    pass(LEASE.minusNanos(1));
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    pass(Duration.ofNanos(1));
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void everyCountIsZeroWhenEverythingHasEnded() {
    RoomClaim kept = claims.lease("kept", "acme");
    claims.keep(kept);
    claims.lease("leased", "acme");
    claims.lease("leased", "acme");
    claims.lease("taken", "acme");
    claims.takeOver(claims.lease("taken", "rival"));
    assertCounts(2, 1);
    pass(RETENTION.plus(TICK));
    ((MemoryRoomClaims) claims).removeEnded();

    assertCounts(0, 0);
  }

  @Test
  void endedClaimsLeaveWithoutTraffic() {
    Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    counts = new ClaimCounts(100, 100);
    Scheduler scheduler =
        (executor, task, delay, unit) -> {
          due.add(task);
          return new CompletableFuture<>();
        };
    claims = new MemoryRoomClaims(RETENTION, counts, ticker, scheduler);
    claims.lease("room", "acme");
    await().until(() -> !due.isEmpty());
    pass(LEASE.plus(TICK));
    new ArrayDeque<>(due).forEach(Runnable::run);

    assertCounts(0, 0);
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    for (Duration retention :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(36_501)}) {
      assertThatThrownBy(() -> new MemoryRoomClaims(retention, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new MemoryRoomClaims(RETENTION, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MemoryRoomClaims(RETENTION, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> new MemoryRoomClaims(Duration.ofDays(36_500), 1, 1).lease("a", "acme"))
        .doesNotThrowAnyException();
  }

  private void assertCounts(int ofAcme, int ofRival) {
    assertThat(counts.of("acme")).isEqualTo(ofAcme);
    assertThat(counts.of("rival")).isEqualTo(ofRival);
    assertThat(counts.total()).isEqualTo(ofAcme + ofRival);
  }
}
