package livekit.routes.room;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what Redis answers, and says why it did not. */
final class RedisAnswer {
  private RedisAnswer() {}

  /**
   * The answer.
   *
   * @param deadline in nanoseconds of {@link System#nanoTime}
   * @throws RedisException it did not come in time, or is an error
   */
  static <T> T await(Future<T> answer, long deadline) {
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException cause ? cause : new RedisException(e.getCause());
    } catch (CancellationException e) {
      // So Lettuce ends what is still to be written when a connection is closed.
      throw new RedisException("the connection was closed", e);
    } catch (TimeoutException e) {
      // What is cancelled before it is written is never written; what was written is not undone.
      answer.cancel(false);
      throw new RedisException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted", e);
    }
  }

  /**
   * What went wrong, for the log: the code that an error of Redis begins with, else the class of
   * the innermost exception. The text of an error may quote the arguments of a command, a password
   * among them.
   */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
      cause = cause.getCause();
    }
    String code = String.valueOf(cause.getMessage()).replaceFirst("(?s) .*", "");
    return cause instanceof RedisCommandExecutionException && code.matches("[A-Z]{2,20}")
        ? code
        : cause.getClass().getSimpleName();
  }
}
