package livekit.routes.room;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import livekit.routes.settings.RedisSettings;

/**
 * The claims in Redis, for an operator who looks at them and releases one. Each method throws
 * {@link ClaimsUnavailableException} where Redis does not answer in some seconds.
 */
public final class StoredClaims implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final ClaimKeys keys;
  private final RedisConnector connector;
  private final RedisConnector.Connection redis;

  /** Connects. */
  public StoredClaims(RedisSettings settings) {
    keys = new ClaimKeys(settings.keyPrefix());
    connector = new RedisConnector(settings, WAIT);
    try {
      redis = connector.open();
    } catch (RedisException e) {
      connector.close();
      throw unavailable(e);
    }
  }

  /**
   * Shows every claim, in no order. It looks at a page at a time and holds nothing up; what begins
   * or ends meanwhile may be missed, and a claim may be shown twice.
   */
  public void list(Consumer<StoredClaim> show) {
    ScanArgs ours = ScanArgs.Builder.matches(keys.pattern()).limit(PAGE);
    ScanCursor at = ScanCursor.INITIAL;
    while (!at.isFinished()) {
      KeyScanCursor<String> page = await(redis.commands().scan(at, ours));
      List<String> rooms = page.getKeys().stream().flatMap(k -> keys.roomOf(k).stream()).toList();
      List<RedisFuture<List<String>>> answers = new ArrayList<>();
      rooms.forEach(room -> answers.add(run(ClaimScript.SHOW, room)));
      for (int i = 0; i < rooms.size(); i++) {
        claim(rooms.get(i), await(answers.get(i))).ifPresent(show);
      }
      at = page;
    }
  }

  /** The claim on a room. */
  public Optional<StoredClaim> find(String room) {
    return claim(room, await(run(ClaimScript.SHOW, room)));
  }

  /**
   * Removes a claim, if it is still the one that was shown: the same tenant's, and the same lease
   * or still kept.
   *
   * @return whether it was, and is gone now
   */
  public boolean release(StoredClaim shown) {
    boolean released =
        await(run(ClaimScript.RELEASE, shown.room(), shown.tenant(), shown.version()))
            .get(0)
            .equals("RELEASED");
    if (released) {
      await(eval(ClaimScript.UNCOUNT, keys.ofTenant(shown.tenant()), shown.room()));
    }
    return released;
  }

  private RedisFuture<List<String>> run(ClaimScript script, String room, String... arguments) {
    return eval(script, keys.of(room), arguments);
  }

  private RedisFuture<List<String>> eval(ClaimScript script, String key, String... arguments) {
    String[] one = {key};
    return redis.commands().eval(script.text(), ScriptOutputType.MULTI, one, arguments);
  }

  private static Optional<StoredClaim> claim(String room, List<String> answer) {
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    long millis = Long.parseLong(answer.get(2));
    Optional<Duration> left =
        millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    return Optional.of(new StoredClaim(room, answer.get(0), answer.get(1), left));
  }

  private static <T> T await(Future<T> answer) {
    try {
      return RedisAnswer.await(answer, System.nanoTime() + WAIT.toNanos());
    } catch (RedisException e) {
      throw unavailable(e);
    }
  }

  private static ClaimsUnavailableException unavailable(RedisException e) {
    return new ClaimsUnavailableException("Redis did not do it: " + RedisAnswer.reason(e));
  }

  @Override
  public void close() {
    connector.close();
  }
}
