package livekit.routes.room;

import java.time.Duration;

/**
 * Names that are marked in Redis for a while, for any number of processes: the first that marks one
 * is told so. What {@link RedisRoomClaims} says of answers that do not come holds here too.
 */
public final class RedisMarks {
  private final ClaimKeys keys;
  private final RedisLink redis;

  RedisMarks(ClaimKeys keys, RedisLink redis) {
    this.keys = keys;
    this.redis = redis;
  }

  /**
   * Marks a name.
   *
   * @param life how long it stays marked; at least a millisecond
   * @return whether it was not marked before
   * @throws ClaimsUnavailableException the answer did not come; the mark is taken away again, as
   *     far as Redis still hears of it
   */
  public boolean mark(String name, Duration life) {
    String key = keys.ofMark(name);
    redis.requireAnswers();
    try {
      return redis
          .run(ClaimScript.MARK, key, String.valueOf(life.toMillis()))
          .get(0)
          .equals("MARKED");
    } catch (ClaimsUnavailableException e) {
      redis.send(ClaimScript.UNMARK, key);
      throw e;
    }
  }

  /**
   * Takes a mark away.
   *
   * @throws ClaimsUnavailableException the answer did not come
   */
  public void unmark(String name) {
    redis.run(ClaimScript.UNMARK, keys.ofMark(name));
  }
}
