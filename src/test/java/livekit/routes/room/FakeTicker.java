package livekit.routes.room;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A monotonic clock that a test moves. It begins below zero, as the real one may. */
final class FakeTicker implements Ticker {
  private final AtomicLong now = new AtomicLong(-Duration.ofSeconds(10).toNanos());

  @Override
  public long read() {
    return now.get();
  }

  void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
