package livekit.routes.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /** Reports the failure behind a problem. */
  public void report(Problem problem, Throwable failure, String exchangeId) {
    LOG.warn(
        "{} {}: {} (exchange {})", problem.status(), problem.code(), describe(failure), exchangeId);
  }

  /** The words of a refusal, also of one that Camel wrapped because a bean threw it. */
  private static String describe(Throwable failure) {
    Throwable cause = failure;
    for (int causes = 0; cause != null && causes < MAX_CAUSES; causes++) {
      if (cause instanceof Refusal) {
        return cause.getMessage();
      }
      cause = cause.getCause();
    }
    return trace(failure);
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
