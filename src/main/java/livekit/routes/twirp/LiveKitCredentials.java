package livekit.routes.twirp;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether LiveKit takes our API key and secret. It is asked in the background: once at the start,
 * and whenever it has refused one of our calls; then again after a pause, until it takes them.
 *
 * <p>Where LiveKit does not answer, nothing is known and what was known stays.
 *
 * <p>Thread-safe.
 */
public final class LiveKitCredentials implements AutoCloseable {
  /** What LiveKit answers. */
  public enum Answer {
    /** It takes them. */
    ACCEPTED,
    /** It refuses them. */
    REJECTED,
    /** It cannot be reached, or fails. */
    NONE
  }

  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  /** However often LiveKit refuses calls, it is asked once in this time. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  private ScheduledThreadPoolExecutor thread;
  private Supplier<Answer> livekit;
  private Duration pause;
  private boolean due;
  private boolean asked;
  private volatile boolean rejected;

  /**
   * Asks for the first time. Without this call nothing is ever asked.
   *
   * @param question asks LiveKit; it may take its time
   * @param between how long to wait before LiveKit is asked again
   */
  public synchronized void start(Supplier<Answer> question, Duration between) {
    livekit = question;
    pause = between;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "livekit-credentials");
              made.setDaemon(true);
              return made;
            });
    // Most of the time there is nothing to ask.
    thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    askAfter(Duration.ZERO);
  }

  /** LiveKit has refused a call: it is asked soon whether it does so with every one. */
  public synchronized void doubt() {
    if (thread != null && !due) {
      askAfter(asked ? LEAST_PAUSE : Duration.ZERO);
    }
  }

  /** Whether LiveKit refused them when it answered last. */
  public boolean areRejected() {
    return rejected;
  }

  /** It is not asked any more. */
  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  private void askAfter(Duration wait) {
    due = true;
    thread.schedule(this::ask, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ask() {
    Answer answer = answer();
    synchronized (this) {
      if (thread == null) {
        return;
      }
      asked = true;
      note(answer);
      due = false;
      if (answer != Answer.ACCEPTED) {
        askAfter(pause);
      }
    }
  }

  private Answer answer() {
    try {
      return livekit.get();
    } catch (RuntimeException e) {
      LOG.debug("LiveKit could not be asked whether it takes our key");
      return Answer.NONE;
    }
  }

  private void note(Answer answer) {
    if (answer == Answer.REJECTED && !rejected) {
      LOG.error(
          "LiveKit rejects LIVEKIT_API_KEY and LIVEKIT_API_SECRET: no token opens a room, readiness"
              + " is DOWN; asking again every {} ms",
          pause.toMillis());
      rejected = true;
    } else if (answer == Answer.ACCEPTED && rejected) {
      LOG.info("LiveKit accepts LIVEKIT_API_KEY and LIVEKIT_API_SECRET again");
      rejected = false;
    }
  }
}
