package livekit.routes.room;

import java.time.Duration;

/**
 * Names that are marked in Redis for a while, for any number of processes: one that marks a name
 * first is told so. What {@link RedisRoomClaims} says of answers that do not come holds here too.
 */
public final class RedisMarks {
  /** How a name stands after {@link #mark}. */
  public enum Mark {
    /** It is this nonce's. */
    MARKED,
    /** It is another's, who has kept it. */
    KEPT,
    /** It is another's, who has not kept it yet, and may never do so. */
    ANOTHERS
  }

  private final ClaimKeys keys;
  private final RedisLink redis;

  RedisMarks(ClaimKeys keys, RedisLink redis) {
    this.keys = keys;
    this.redis = redis;
  }

  /**
   * Marks a name.
   *
   * @param nonce whose mark it is; marking twice is marking once
   * @param life how long it stays marked; at least a millisecond
   * @throws ClaimsUnavailableException the answer did not come; the mark is taken away again, as
   *     far as Redis still hears of it
   */
  public Mark mark(String name, String nonce, Duration life) {
    String key = keys.ofMark(name);
    redis.requireAnswers();
    try {
      return Mark.valueOf(
          redis.run(ClaimScript.MARK, key, nonce, String.valueOf(life.toMillis())).get(0));
    } catch (ClaimsUnavailableException e) {
      redis.send(ClaimScript.UNMARK, key, nonce);
      throw e;
    }
  }

  /** Lets a mark of this nonce live for this long from now, without waiting. */
  public void keep(String name, String nonce, Duration life) {
    redis.send(ClaimScript.KEEP_MARK, keys.ofMark(name), nonce, String.valueOf(life.toMillis()));
  }

  /** Takes a mark of this nonce away, without waiting; where Redis is down, it ends by itself. */
  public void unmark(String name, String nonce) {
    redis.send(ClaimScript.UNMARK, keys.ofMark(name), nonce);
  }
}
