package livekit.routes.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that routes run on: two for each processor while all of them get on, and more, up to
 * {@value #MOST}, while some wait: for LiveKit's answer to CreateRoom, for Redis, for what a team's
 * own step calls.
 *
 * <p>Few threads that are always at work are a third faster than many that sleep and wake. Few
 * threads that all wait would be a standstill. So every {@value #LOOK_MILLIS} ms those that have
 * been at one task for as long are counted, and two threads are added for each: a wait of any
 * length makes a hundred threads within five looks. What is added ends when it is no longer wanted
 * and has been idle for {@value #IDLE_SECONDS} s.
 *
 * <p>Tasks wait in a queue without a bound of its own: {@link RequestLimit} bounds them.
 */
final class Workers extends ThreadPoolExecutor {
  private static final int MOST = 128;
  private static final int LOOK_MILLIS = 20;
  // Fewer of them interrupts each thread that is idle: not after every look, but once a second.
  private static final int LOOKS_BEFORE_LESS = 50;
  private static final int IDLE_SECONDS = 5;
  private static final int FEW =
      Math.min(MOST, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

  private final Set<Worker> workers;
  private int looks;
  private int mostWanted;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "workers-watch");
            thread.setDaemon(true);
            return thread;
          });

  Workers() {
    this(ConcurrentHashMap.newKeySet());
  }

  private Workers(Set<Worker> workers) {
    super(
        FEW,
        MOST,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> new Worker(task, workers));
    this.workers = workers;
    watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    ((Worker) thread).begin();
  }

  @Override
  protected void afterExecute(Runnable task, Throwable thrown) {
    ((Worker) Thread.currentThread()).end();
  }

  @Override
  public void shutdown() {
    watch.shutdownNow();
    super.shutdown();
  }

  private void look() {
    long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    int waiting = 0;
    for (Worker worker : workers) {
      if (worker.hasWaitedSince(before)) {
        waiting++;
      }
    }
    int wanted = Math.min(MOST, FEW + 2 * waiting);
    mostWanted = Math.max(mostWanted, wanted);
    if (wanted > getCorePoolSize()) {
      setCorePoolSize(wanted);
    }
    if (++looks == LOOKS_BEFORE_LESS) {
      if (mostWanted < getCorePoolSize()) {
        setCorePoolSize(mostWanted);
      }
      looks = 0;
      mostWanted = FEW;
    }
  }

  /** Knows since when it has been at its task. */
  private static final class Worker extends Thread {
    private final Set<Worker> workers;
    private volatile long begun;
    private volatile boolean busy;

    Worker(Runnable task, Set<Worker> workers) {
      super(task, "request-worker");
      this.workers = workers;
      setDaemon(true);
    }

    @Override
    public void run() {
      workers.add(this);
      try {
        super.run();
      } finally {
        workers.remove(this);
      }
    }

    void begin() {
      begun = System.nanoTime();
      busy = true;
    }

    void end() {
      busy = false;
    }

    boolean hasWaitedSince(long nanos) {
      return busy && begun - nanos < 0;
    }
  }
}
