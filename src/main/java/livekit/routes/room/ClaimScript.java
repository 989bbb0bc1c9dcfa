package livekit.routes.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What happens to a claim in Redis, one Lua script a step: Redis runs each as a whole, on the one
 * key that it is given, and by its own clock.
 *
 * <p>A claim is a hash. {@code tenant} is whose it is. A lease has {@code version} too, another one
 * after each change, and a field {@code by:nonce} for each request that holds it; a kept claim has
 * neither, but {@code counted}, the time until which it counts for its tenant. Its end is the key's
 * time to live. An operator may remove that (PERSIST): a claim without an end stays without one.
 *
 * <p>Every step may be run twice with the same arguments, and changes nothing more the second time:
 * nothing depends on whether what breaks off is sent again.
 *
 * <p>Other kinds of keys: a mark, which {@link RedisMarks} sets, the nonce of who has set it, with
 * an end; and the rooms that a tenant has, for {@link RedisClaimCounts}, a sorted set by the end of
 * each.
 */
enum ClaimScript {
  /**
   * ARGV: tenant, nonce, milliseconds of a lease, and TAKE_OVER where another tenant's lease is to
   * become this tenant's. Answers the standing, and the nonce of a lease.
   */
  LEASE(
      """
      local tenant = redis.call('HGET', KEYS[1], 'tenant')
      local version = redis.call('HGET', KEYS[1], 'version')
      if tenant and tenant ~= ARGV[1] then
        if not version then return {'KEPT_BY_ANOTHER', ''} end
        if ARGV[4] ~= 'TAKE_OVER' then return {'LEASED_BY_ANOTHER', ''} end
        redis.call('DEL', KEYS[1])
        tenant, version = false, false
      end
      if version or not tenant then
        redis.call('HSET', KEYS[1], 'tenant', ARGV[1], 'version', ARGV[2], 'by:' .. ARGV[2], '')
      end
      local left = redis.call('PTTL', KEYS[1])
      if not tenant or left >= 0 and left < tonumber(ARGV[3]) then
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
      end
      if tenant and not version then return {'KEPT', ''} end
      return {'LEASED', ARGV[2]}
      """),

  /**
   * ARGV: tenant, milliseconds of the retention. Answers KEPT, and for how many milliseconds the
   * claim is to be counted from now; empty where it is counted for long enough.
   */
  KEEP(
      """
      local tenant = redis.call('HGET', KEYS[1], 'tenant')
      if tenant and tenant ~= ARGV[1] then return {'LOST'} end
      local counted = tonumber(redis.call('HGET', KEYS[1], 'counted') or 0)
      local left = redis.call('PTTL', KEYS[1])
      local life = math.max(left, tonumber(ARGV[2]))
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local count = ''
      if counted < now + life then
        counted = now + life + math.floor(life / 10)
        count = string.format('%.0f', counted - now)
      end
      redis.call('DEL', KEYS[1])
      redis.call('HSET', KEYS[1], 'tenant', ARGV[1], 'counted', string.format('%.0f', counted))
      if left ~= -1 then redis.call('PEXPIRE', KEYS[1], life) end
      return {'KEPT', count}
      """),

  /** ARGV: tenant, nonce, the version that a lease has which others still hold. */
  GIVE_BACK(
      """
      if redis.call('HGET', KEYS[1], 'tenant') ~= ARGV[1] then return {'NOT_HELD'} end
      if redis.call('HDEL', KEYS[1], 'by:' .. ARGV[2]) == 0 then return {'NOT_HELD'} end
      if redis.call('HLEN', KEYS[1]) > 2 then
        redis.call('HSET', KEYS[1], 'version', ARGV[3])
        return {'GIVEN_BACK'}
      end
      redis.call('DEL', KEYS[1])
      return {'FREED'}
      """),

  /** ARGV: room, milliseconds that it counts for at least, how many rooms the tenant may have. */
  COUNT(
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
      local counted = redis.call('ZSCORE', KEYS[1], ARGV[1])
      if not counted and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return {'FULL'} end
      if not counted or tonumber(counted) < now + ARGV[2] then
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
      end
      if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
      end
      return {'COUNTED'}
      """),

  /** ARGV: room. */
  UNCOUNT(
      """
      redis.call('ZREM', KEYS[1], ARGV[1])
      return {}
      """),

  /** ARGV: nonce of who marks, milliseconds of the mark. */
  MARK(
      """
      if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'MARKED'} end
      if redis.call('GET', KEYS[1]) == ARGV[1] then return {'MARKED'} end
      if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[2]) then return {'KEPT'} end
      return {'ANOTHERS'}
      """),

  /** ARGV: nonce of who has marked, milliseconds of the mark from now. */
  KEEP_MARK(
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
      return {}
      """),

  /** ARGV: nonce of who has marked. */
  UNMARK(
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
      return {}
      """),

  /** Answers tenant, version (empty: kept) and milliseconds left (-1: for ever), or nothing. */
  SHOW(
      """
      local tenant = redis.call('HGET', KEYS[1], 'tenant')
      if not tenant then return {} end
      local version = redis.call('HGET', KEYS[1], 'version') or ''
      return {tenant, version, tostring(redis.call('PTTL', KEYS[1]))}
      """),

  /** ARGV: tenant and version of the claim as it was shown. */
  RELEASE(
      """
      if redis.call('HGET', KEYS[1], 'tenant') ~= ARGV[1] then return {'CHANGED'} end
      if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[2] then return {'CHANGED'} end
      redis.call('DEL', KEYS[1])
      return {'RELEASED'}
      """);

  private final String text;
  private final String sha1;

  ClaimScript(String text) {
    this.text = text;
    this.sha1 = sha1(text);
  }

  /** The script, for EVAL. */
  String text() {
    return text;
  }

  /** The name that Redis gives the script, for EVALSHA. */
  String sha1() {
    return sha1;
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
