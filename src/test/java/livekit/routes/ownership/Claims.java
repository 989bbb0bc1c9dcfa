package livekit.routes.ownership;

import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import livekit.routes.RedisServer;

/**
 * Looks at the claims in Redis, and lets time pass for one of them.
 *
 * <p>Time passes by taking it off the life that Redis has given the claim. That is what the clock
 * does: Redis alone decides when a claim ends, by the key's time to live, and a gateway has neither
 * a copy of a claim nor a timer for it. The one other clock is that of a request under way, which
 * is bounded below a lease; so no time passes this way while one is.
 */
final class Claims implements AutoCloseable {
  private static final String PASS =
      """
      local left = redis.call('PTTL', KEYS[1])
      if left >= 0 then redis.call('PEXPIRE', KEYS[1], left - ARGV[1]) end
      return 0
      """;

  private final RedisServer.Admin redis;

  /**
   * A claim as it stands in Redis.
   *
   * @param tenant whose; empty: there is no claim
   * @param leased whether it is a lease
   * @param millis until its end
   */
  record Claim(String tenant, boolean leased, long millis) {
    boolean isKeptBy(String someTenant) {
      return !leased && tenant.equals(someTenant);
    }
  }

  Claims(RedisServer.Admin redis) {
    this.redis = redis;
  }

  Claim of(String room) {
    String key = key(room);
    String tenant = redis.redis().hget(key, "tenant");
    boolean leased = redis.redis().hexists(key, "version");
    return new Claim(tenant == null ? "" : tenant, leased, redis.redis().pttl(key));
  }

  /** Lets some milliseconds pass for the claim on a room. */
  void pass(String room, long millis) {
    redis.redis().eval(PASS, ScriptOutputType.INTEGER, new String[] {key(room)}, "" + millis);
  }

  /** The claim is gone, as with the data of an empty Redis. */
  void lose(String room) {
    redis.redis().del(key(room));
  }

  @Override
  public void close() {
    redis.close();
  }

  private static String key(String room) {
    return "livekit-routes:claim:"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(room.getBytes(StandardCharsets.UTF_8));
  }
}
