package livekit.routes.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one line for an operator about each request that failed on our side, with the code that
 * the caller was given.
 *
 * <p>Only the names of exception classes and, for what nobody expected, the places in the code are
 * written: the messages of Java, Jackson or the HTTP client quote what callers and LiveKit sent.
 */
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");
  private static final int MAX_CAUSES = 8;
  private static final int FRAMES = 5;

  /**
   * Reports the failure behind a problem; at DEBUG where its cause {@link Refusal#isReported} once
   * for all requests.
   */
  public void report(Problem problem, Throwable failure, String exchangeId) {
    Refusal refusal = refusal(failure);
    LOG.atLevel(refusal != null && refusal.isReported() ? Level.DEBUG : Level.WARN)
        .log(
            "{} {}: {} (exchange {})",
            problem.status(),
            problem.code(),
            refusal == null ? trace(failure) : refusal.getMessage(),
            exchangeId);
  }

  /** A refusal, also one that Camel wrapped because a bean threw it; null for anything else. */
  private static Refusal refusal(Throwable failure) {
    Throwable cause = failure;
    for (int causes = 0; cause != null && causes < MAX_CAUSES; causes++) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    int causes = 0;
    for (Throwable t = failure; t != null && causes < MAX_CAUSES; t = t.getCause(), causes++) {
      text.append(causes == 0 ? "" : ", caused by ").append(t.getClass().getName());
      StackTraceElement[] stack = t.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
        text.append(i == 0 ? " at " : " < ").append(stack[i]);
      }
    }
    return text.toString();
  }
}
