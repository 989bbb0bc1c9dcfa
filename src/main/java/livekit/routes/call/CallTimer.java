package livekit.routes.call;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Cuts off calls that take longer than a bound. Socket timeouts do not bound a call: they begin
 * again with every byte that drips in.
 *
 * <p>One daemon thread for all calls; a call that ends in time takes its entry with it.
 * Thread-safe.
 */
final class CallTimer implements AutoCloseable {
  private final Duration bound;
  private final ScheduledThreadPoolExecutor timer;

  CallTimer(Duration bound) {
    this.bound = bound;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "call-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts the clock for a call; whoever starts it closes it.
   *
   * @param cancel ends the call, from the timer's thread
   */
  Run start(Runnable cancel) {
    Run run = new Run(cancel);
    run.entry = timer.schedule(run, bound.toNanos(), TimeUnit.NANOSECONDS);
    return run;
  }

  /** Takes no more calls; those under way stay bounded, and then the thread ends. */
  @Override
  public void close() {
    timer.shutdown();
  }

  private enum State {
    RUNNING,
    ENDED,
    CUT_OFF
  }

  /** One call's clock. */
  static final class Run implements Runnable, AutoCloseable {
    private final Runnable cancel;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private Future<?> entry;

    private Run(Runnable cancel) {
      this.cancel = cancel;
    }

    @Override
    public void run() {
      // The state first: what the call then throws must find it.
      if (state.compareAndSet(State.RUNNING, State.CUT_OFF)) {
        cancel.run();
      }
    }

    /** Whether the bound was reached; asked when the call failed, it tells why. */
    boolean cutOff() {
      return state.get() == State.CUT_OFF;
    }

    @Override
    public void close() {
      state.compareAndSet(State.RUNNING, State.ENDED);
      entry.cancel(false);
    }
  }
}
