package livekit.routes;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stops the sets of routes that serve no more, each when the requests it was handed are answered: a
 * set that stopped earlier would answer those whose body is still on its way with an error.
 */
final class RetiredSets implements AutoCloseable {
  /** What takes longer than this hangs, and is not waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long LOOK_MILLIS = 100;

  private final Set<RouteSet> sets = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread daemon = new Thread(task, "retired-routes");
            daemon.setDaemon(true);
            return daemon;
          });

  /** None so far. */
  RetiredSets() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Stops it when it is idle. */
  void add(RouteSet set) {
    sets.add(set);
    later(set, System.nanoTime() + PATIENCE.toNanos());
  }

  private void later(RouteSet set, long deadline) {
    try {
      thread.schedule(() -> look(set, deadline), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: it stops what is left.
      return;
    }
  }

  private void look(RouteSet set, long deadline) {
    if (!set.isIdle() && System.nanoTime() < deadline) {
      later(set, deadline);
    } else if (sets.remove(set)) {
      set.stop();
    }
  }

  /** Stops those that are left. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sets.forEach(RouteSet::stop);
    sets.clear();
  }
}
