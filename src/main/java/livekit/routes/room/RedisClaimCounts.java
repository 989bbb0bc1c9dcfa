package livekit.routes.room;

import java.util.concurrent.TimeUnit;

/**
 * How many claims each tenant has in Redis, and how many it may have. A tenant's claims are a
 * sorted set, each with its end, in a key of its own: in a Cluster a step has one key only.
 *
 * <p>A claim may count for longer than it lives: a kept one for a tenth of the retention, so that
 * not every token writes here, and a lease that was taken over until it would have ended.
 */
final class RedisClaimCounts {
  private static final String LEASE_MILLIS =
      String.valueOf(TimeUnit.SECONDS.toMillis(RoomClaims.LEASE_SECONDS));

  private final ClaimKeys keys;
  private final RedisLink redis;
  private final String most;

  /**
   * @param most how many claims a tenant may have, at least 1
   */
  RedisClaimCounts(ClaimKeys keys, RedisLink redis, int most) {
    this.keys = keys;
    this.redis = redis;
    this.most = String.valueOf(most);
  }

  /**
   * Counts a lease.
   *
   * @throws ClaimsUnavailableException the tenant has as many claims as it may have, or no answer
   *     came
   */
  void add(String tenant, String room) {
    if (redis
        .run(ClaimScript.COUNT, keys.ofTenant(tenant), room, LEASE_MILLIS, most)
        .get(0)
        .equals("FULL")) {
      throw new ClaimsUnavailableException("the tenant holds as many room claims as it may");
    }
  }

  /** Counts a claim for these milliseconds, whatever the bound is, without waiting. */
  void extend(String tenant, String room, String millis) {
    redis.send(ClaimScript.COUNT, keys.ofTenant(tenant), room, millis, "inf");
  }

  /** Counts a claim no longer, without waiting. */
  void remove(String tenant, String room) {
    redis.send(ClaimScript.UNCOUNT, keys.ofTenant(tenant), room);
  }
}
