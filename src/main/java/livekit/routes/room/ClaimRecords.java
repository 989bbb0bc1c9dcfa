package livekit.routes.room;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The records of the memory store: a map that each record leaves at its end, and that refuses a
 * record beyond its bounds. It counts; what becomes of a record is for its caller to say.
 */
final class ClaimRecords {
  private final ClaimCounts counts;
  private final AtomicLong ended = new AtomicLong();
  private final Cache<String, ClaimRecord> records;

  /**
   * @param scheduler what removes ended records when there is no traffic to do it
   */
  ClaimRecords(ClaimCounts counts, Ticker ticker, Scheduler scheduler) {
    this.counts = counts;
    // No maximum size: it would drop live claims in silence.
    this.records =
        Caffeine.newBuilder()
            .ticker(ticker)
            .scheduler(scheduler)
            .expireAfter(new UntilItsEnd())
            .evictionListener(this::onEnd)
            .build();
  }

  /**
   * One atomic step on the record of a room.
   *
   * @param step from the live record, or null, to its successor, or null; it may not touch this map
   * @return the successor
   * @throws ClaimsUnavailableException when a bound is reached, and no record has ended that could
   *     make place; nothing has changed then
   */
  ClaimRecord change(String room, UnaryOperator<ClaimRecord> step) {
    while (true) {
      long endedBefore = ended.get();
      try {
        return records.asMap().compute(room, (key, old) -> counted(old, step.apply(old)));
      } catch (ClaimsUnavailableException full) {
        // A batch at a time, and the batch may be another tenant's: again while it helps.
        removeEnded();
        if (ended.get() == endedBefore) {
          throw full;
        }
      }
    }
  }

  /** Removes a batch of ended records: Caffeine takes 1,000 at a time. */
  void removeEnded() {
    records.cleanUp();
  }

  private ClaimRecord counted(ClaimRecord old, ClaimRecord successor) {
    if (old == null && successor != null) {
      counts.add(successor.tenant());
    } else if (old != null && successor == null) {
      counts.remove(old.tenant());
    } else if (old != null && !old.isOf(successor.tenant())) {
      counts.move(old.tenant(), successor.tenant());
    }
    return successor;
  }

  /** Runs inside the atomic step that removes the record, also where {@link #change} meets it. */
  private void onEnd(String room, ClaimRecord record, RemovalCause cause) {
    counts.remove(record.tenant());
    ended.incrementAndGet();
  }

  /** A record says itself when it ends. */
  private static final class UntilItsEnd implements Expiry<String, ClaimRecord> {
    @Override
    public long expireAfterCreate(String room, ClaimRecord record, long now) {
      return record.end() - now;
    }

    @Override
    public long expireAfterUpdate(String room, ClaimRecord record, long now, long rest) {
      return record.end() - now;
    }

    @Override
    public long expireAfterRead(String room, ClaimRecord record, long now, long rest) {
      return rest;
    }
  }
}
