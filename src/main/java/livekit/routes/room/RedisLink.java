package livekit.routes.room;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import livekit.routes.settings.RedisSettings;

/**
 * Runs scripts in Redis, each in {@link #ANSWER} or not at all. From the first time that {@link
 * RedisWatch} finds Redis silent until it answers again, they are refused at once, so that requests
 * neither wait nor pile up.
 */
final class RedisLink implements AutoCloseable {
  /** How long a step may take. A request that loses Redis waits twice at most: within 1 s. */
  static final Duration ANSWER = Duration.ofMillis(400);

  private final RedisWatch watch;
  private final Duration wait;

  /**
   * @param wait how long a step may take: {@link #ANSWER}, but in a test of something else
   */
  RedisLink(RedisSettings settings, ClaimKeys keys, Duration wait) {
    this.watch = new RedisWatch(settings, keys, wait);
    this.wait = wait;
  }

  /** Begins to connect, and waits some moments until Redis answers; where it is down, no longer. */
  void start() {
    watch.start();
  }

  /** Whether Redis answered when it was last asked. */
  boolean answers() {
    return watch.answers();
  }

  /**
   * Refuses where {@link #run} would not even send anything.
   *
   * @throws ClaimsUnavailableException Redis did not answer when it was last asked
   */
  void requireAnswers() {
    if (!watch.answers()) {
      throw silent();
    }
  }

  /**
   * Runs a script.
   *
   * @throws ClaimsUnavailableException no answer came; the script may have run, or may still run
   */
  List<String> run(ClaimScript script, String key, String... arguments) {
    requireAnswers();
    RedisConnector.Connection current = watch.connection();
    if (current == null) {
      throw silent();
    }
    String[] one = {key};
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      try {
        return RedisAnswer.await(
            current.commands().evalsha(script.sha1(), ScriptOutputType.MULTI, one, arguments),
            deadline);
      } catch (RedisNoScriptException e) {
        // Redis has restarted, or this is the first time.
        return RedisAnswer.await(
            current.commands().eval(script.text(), ScriptOutputType.MULTI, one, arguments),
            deadline);
      }
    } catch (RuntimeException e) {
      // Of any kind: a token is not signed, and the caller is not told of a fault of ours.
      String reason = RedisAnswer.reason(e);
      watch.stepFailed(reason);
      throw ClaimsUnavailableException.reported("Redis did not do a step: " + reason);
    }
  }

  /** Sends a script behind those that were sent before, and does not wait for it. Never throws. */
  void send(ClaimScript script, String key, String... arguments) {
    RedisConnector.Connection current = watch.connection();
    if (current != null) {
      String[] one = {key};
      try {
        current.commands().eval(script.text(), ScriptOutputType.MULTI, one, arguments);
      } catch (RuntimeException e) {
        watch.stepFailed(RedisAnswer.reason(e));
      }
    }
  }

  private static ClaimsUnavailableException silent() {
    return ClaimsUnavailableException.reported("Redis does not answer");
  }

  @Override
  public void close() {
    watch.close();
  }
}
