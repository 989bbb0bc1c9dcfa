package livekit.routes.room;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator reads about Redis: one line when it goes away and one when it is back, never one
 * for each request that meets it meanwhile. {@link #stepFailed} may be called from any thread, the
 * rest from one.
 */
final class RedisLog {
  private static final Duration STEPS_EVERY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final String where;
  private final AtomicInteger failedSteps = new AtomicInteger();
  private volatile String reasonOfStep;
  private boolean away;
  private long stepsToldAt = System.nanoTime() - STEPS_EVERY.toNanos();

  /**
   * @param where which Redis it is, without user and password
   */
  RedisLog(String where) {
    this.where = where;
  }

  /** A step failed; the next of the other methods tells it, or what is behind it. */
  void stepFailed(String reason) {
    reasonOfStep = reason;
    failedSteps.incrementAndGet();
  }

  /** Redis does not answer, or takes no writes. */
  void isAway(String reason) {
    if (!away) {
      away = true;
      LOG.warn(
          "{} does not answer, or takes no writes ({}): rooms cannot be claimed, and authenticated"
              + " callers get 503",
          where,
          reason);
    }
  }

  /** Redis answers. */
  void isThere() {
    if (away) {
      away = false;
      failedSteps.set(0);
      LOG.info("{} answers: rooms can be claimed again", where);
    } else if (failedSteps.get() > 0 && System.nanoTime() - stepsToldAt > STEPS_EVERY.toNanos()) {
      stepsToldAt = System.nanoTime();
      LOG.warn(
          "{} answers, but {} steps on claims failed (the last: {}): their callers got 503",
          where,
          failedSteps.getAndSet(0),
          reasonOfStep);
    }
  }

  /** Redis would drop claims. */
  void evicts() {
    LOG.warn(
        "{} evicts keys when its memory is full: a room claim that is evicted lets another tenant"
            + " in. Set its maxmemory-policy to noeviction",
        where);
  }
}
