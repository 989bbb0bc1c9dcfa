package livekit.routes.room;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of {@link RoomLookups}: those that ask LiveKit, as many as calls are under way, and
 * one that gives up what takes too long. All are daemons. Safe for use by many threads.
 */
public final class LookupThreads implements Executor, AutoCloseable {
  private final ExecutorService callers;
  private final ScheduledThreadPoolExecutor timer;

  /** Begins no thread yet. */
  public LookupThreads() {
    this(callers());
  }

  LookupThreads(ExecutorService callers) {
    this.callers = callers;
    // Not CompletableFuture's orTimeout: since JDK 25 that wakes its thread for nearly each lookup.
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "lookup-timer"));
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ExecutorService callers() {
    AtomicInteger made = new AtomicInteger();
    return Executors.newCachedThreadPool(
        task -> daemon(task, "livekit-lookup-" + made.incrementAndGet()));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a call to LiveKit, on a thread of its own. */
  @Override
  public void execute(Runnable call) {
    callers.execute(call);
  }

  /**
   * Runs a task once, later, on the thread of all such tasks.
   *
   * @return cancels it; it is then not kept until its time
   */
  Future<?> later(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Takes no more; what it has taken goes on. */
  @Override
  public void close() {
    callers.shutdown();
    timer.shutdown();
  }
}
