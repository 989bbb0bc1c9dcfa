package livekit.routes.room;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import livekit.routes.room.RoomClaim.Standing;

/**
 * Room claims in the memory of this process: the default, and safe for one process only. A restart
 * forgets them.
 *
 * <p>A live claim is never evicted. The store is bounded by refusing instead: a claim that would
 * need a record beyond a bound is {@link ClaimsUnavailableException}, and a tenant at its own bound
 * leaves the others alone. Claims that have ended make place first; the timer that finds them ticks
 * every 2^30 ns, so an ended claim may count for 1.1 s more. Its room is free at once.
 *
 * <p>Time is the monotonic clock's. Safe for use by many threads.
 */
public final class MemoryRoomClaims implements RoomClaims {
  private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(LEASE_SECONDS);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

  private final long retentionNanos;
  private final Ticker ticker;
  private final ClaimRecords records;
  private final AtomicLong lastNonce = new AtomicLong();

  /**
   * @param retention how long a kept claim lives; more than zero, at most 36,500 days
   * @param maxClaims how many claims there may be in all, at least 1; each takes about 200 bytes
   * @param maxClaimsPerTenant how many claims one tenant may have, at least 1
   * @throws IllegalArgumentException when one of them is out of its limits
   */
  public MemoryRoomClaims(Duration retention, int maxClaims, int maxClaimsPerTenant) {
    this(
        retention,
        new ClaimCounts(maxClaims, maxClaimsPerTenant),
        Ticker.systemTicker(),
        Scheduler.systemScheduler());
  }

  MemoryRoomClaims(Duration retention, ClaimCounts counts, Ticker ticker, Scheduler scheduler) {
    if (retention.isNegative()
        || retention.isZero()
        || retention.compareTo(LONGEST_RETENTION) > 0) {
      throw new IllegalArgumentException("the retention is more than zero, at most 36500 days");
    }
    this.retentionNanos = retention.toNanos();
    this.ticker = ticker;
    this.records = new ClaimRecords(counts, ticker, scheduler);
  }

  @Override
  public RoomClaim lease(String room, String tenant) {
    return lease(room, tenant, false);
  }

  @Override
  public RoomClaim takeOver(RoomClaim seen) {
    if (seen.standing() != Standing.LEASED_BY_ANOTHER) {
      throw new IllegalArgumentException("only another tenant's lease can be taken over");
    }
    return lease(seen.room(), seen.tenant(), true);
  }

  private RoomClaim lease(String room, String tenant, boolean overLeases) {
    String nonce = newNonce();
    ClaimRecord record =
        records.change(
            room,
            old -> {
              long end = ticker.read() + LEASE_NANOS;
              if (old == null || overLeases && !old.isOf(tenant) && !old.isKept()) {
                return ClaimRecord.leased(tenant, nonce, end);
              }
              if (!old.isOf(tenant)) {
                return old;
              }
              return old.isKept() ? old.kept(end) : old.joined(nonce, end);
            });
    if (record.isOf(tenant)) {
      return record.isKept()
          ? new RoomClaim(room, tenant, Standing.KEPT, "")
          : new RoomClaim(room, tenant, Standing.LEASED, nonce);
    }
    return new RoomClaim(
        room, tenant, record.isKept() ? Standing.KEPT_BY_ANOTHER : Standing.LEASED_BY_ANOTHER, "");
  }

  @Override
  public boolean keep(RoomClaim claim) {
    return keep(claim.room(), claim.tenant(), retentionNanos);
  }

  @Override
  public boolean keep(String room, String tenant, Duration atLeast) {
    return keep(room, tenant, atLeast.toNanos());
  }

  private boolean keep(String room, String tenant, long nanos) {
    ClaimRecord record =
        records.change(
            room,
            old -> {
              long end = ticker.read() + nanos;
              if (old == null) {
                return ClaimRecord.kept(tenant, end);
              }
              return old.isOf(tenant) ? old.kept(end) : old;
            });
    return record.isOf(tenant);
  }

  @Override
  public void giveBack(RoomClaim claim) {
    records.change(
        claim.room(), old -> old != null && old.isHeldBy(claim) ? old.left(claim.nonce()) : old);
  }

  /** Removes a batch of ended claims without waiting for traffic or the timer. */
  void removeEnded() {
    records.removeEnded();
  }

  private String newNonce() {
    return Long.toString(lastNonce.incrementAndGet());
  }
}
