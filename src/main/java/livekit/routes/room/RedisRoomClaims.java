package livekit.routes.room;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.settings.RedisSettings;

/**
 * Room claims in Redis, for any number of processes. Each step is one script on one key, so Redis
 * decides which of two came first, and by its own clock when a claim ends.
 *
 * <p>A step whose answer does not come within 400 ms is {@link ClaimsUnavailableException}, and
 * what became of it is unknown: Redis may have run it, may run it when it wakes up, or never. Each
 * is safe:
 *
 * <ul>
 *   <li>{@link #lease}, {@link #takeOver}: this request may hold a lease that it does not know of.
 *       Its nonce is given back right behind it, without waiting; where that does not arrive
 *       either, the lease ends after {@link #LEASE_SECONDS}. Nobody is given a token meanwhile, but
 *       requests of the same tenant, which may share it.
 *   <li>{@link #keep}: no token is signed. The claim may stand for the whole retention, for the
 *       tenant that was about to get the token; it may try again.
 *   <li>{@link #giveBack}: the lease ends after {@link #LEASE_SECONDS}. A hold that is given back
 *       late is no other request's: nonces are random, and unique across processes.
 * </ul>
 *
 * <p>Redis must evict nothing ({@code maxmemory-policy noeviction}): a claim that goes early lets
 * another tenant in. How many claims a tenant may have is bounded, see {@link RedisClaimCounts};
 * how many there may be in all is not.
 */
public final class RedisRoomClaims implements RoomClaims, AutoCloseable {
  private static final String LEASE_MILLIS =
      String.valueOf(TimeUnit.SECONDS.toMillis(LEASE_SECONDS));

  private final ClaimKeys keys;
  private final RedisLink redis;
  private final RedisClaimCounts counts;
  private final String retentionMillis;

  /**
   * A store that is not connected yet.
   *
   * @param retention how long a kept claim lives; at least a millisecond
   * @param maxClaimsPerTenant how many claims one tenant may have, at least 1
   */
  public RedisRoomClaims(Duration retention, int maxClaimsPerTenant, RedisSettings settings) {
    this(retention, maxClaimsPerTenant, settings, RedisLink.ANSWER);
  }

  RedisRoomClaims(
      Duration retention, int maxClaimsPerTenant, RedisSettings settings, Duration wait) {
    if (retention.toMillis() < 1) {
      throw new IllegalArgumentException("the retention is more than zero");
    }
    this.retentionMillis = String.valueOf(retention.toMillis());
    this.keys = new ClaimKeys(settings.keyPrefix());
    this.redis = new RedisLink(settings, keys, wait);
    this.counts = new RedisClaimCounts(keys, redis, maxClaimsPerTenant);
  }

  /** Marks in the same Redis, over the same connection. */
  public RedisMarks marks() {
    return new RedisMarks(keys, redis);
  }

  /** Connects; where Redis is down, every step is refused until it is not. */
  public void start() {
    redis.start();
  }

  @Override
  public boolean isUp() {
    return redis.answers();
  }

  @Override
  public RoomClaim lease(String room, String tenant) {
    return lease(room, tenant, "");
  }

  @Override
  public RoomClaim takeOver(RoomClaim seen) {
    if (seen.standing() != Standing.LEASED_BY_ANOTHER) {
      throw new IllegalArgumentException("only another tenant's lease can be taken over");
    }
    return lease(seen.room(), seen.tenant(), "TAKE_OVER");
  }

  /** Makes this request a holder; where that fails or does not count, gives it back. */
  private RoomClaim lease(String room, String tenant, String how) {
    String key = keys.of(room);
    String nonce = newNonce();
    redis.requireAnswers();
    try {
      List<String> answer =
          redis.run(ClaimScript.LEASE, key, ClaimKeys.wellFormed(tenant), nonce, LEASE_MILLIS, how);
      Standing standing = Standing.valueOf(answer.get(0));
      if (standing == Standing.LEASED) {
        counts.add(tenant, room);
      }
      return new RoomClaim(room, tenant, standing, answer.get(1));
    } catch (ClaimsUnavailableException e) {
      redis.send(ClaimScript.GIVE_BACK, key, tenant, nonce, newNonce());
      throw e;
    }
  }

  @Override
  public boolean keep(RoomClaim claim) {
    return keep(claim.room(), claim.tenant(), retentionMillis);
  }

  @Override
  public boolean keep(String room, String tenant, Duration atLeast) {
    return keep(room, tenant, String.valueOf(atLeast.toMillis()));
  }

  private boolean keep(String room, String tenant, String millis) {
    List<String> answer =
        redis.run(ClaimScript.KEEP, keys.of(room), ClaimKeys.wellFormed(tenant), millis);
    if (!answer.get(0).equals("KEPT")) {
      return false;
    }
    if (!answer.get(1).isEmpty()) {
      counts.extend(tenant, room, answer.get(1));
    }
    return true;
  }

  @Override
  public void giveBack(RoomClaim claim) {
    // Nothing else is held by a request, so nothing else is asked of Redis.
    if (claim.standing() == Standing.LEASED) {
      String key = keys.of(claim.room());
      if (redis
          .run(ClaimScript.GIVE_BACK, key, claim.tenant(), claim.nonce(), newNonce())
          .get(0)
          .equals("FREED")) {
        counts.remove(claim.tenant(), claim.room());
      }
    }
  }

  private static String newNonce() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void close() {
    redis.close();
  }
}
