package livekit.routes.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How room claims are stored.
 *
 * @param retention how long a claim is kept after the last token, at least the life of a token:
 *     while an old token opens the room, no other tenant may take its name
 * @param maxClaims the most claims in memory, of all tenants together
 * @param maxClaimsPerTenant the most claims of one tenant, in memory or in Redis
 * @param redis the Redis that holds them; empty: the memory of this process does
 * @param warnings what to say at the start, one line each
 */
public record ClaimSettings(
    Duration retention,
    int maxClaims,
    int maxClaimsPerTenant,
    Optional<RedisSettings> redis,
    List<String> warnings) {
  /** LiveKit takes a token 60 s after its end; as much again is for clocks that differ. */
  private static final Duration AFTER_TOKEN = Duration.ofSeconds(120);

  /**
   * Reads these settings alone, for a tool that needs no others.
   *
   * @param plain as in {@link Settings#read}
   * @param environment as in {@link Settings#read}
   * @throws SettingException a setting is set and wrong
   */
  public static ClaimSettings read(
      Function<String, String> plain, Map<String, String> environment) {
    PlainSettings settings = new PlainSettings(plain);
    return read(settings, new SecretSettings(environment), Settings.tokenTtl(settings));
  }

  static ClaimSettings read(PlainSettings plain, SecretSettings secrets, Duration tokenTtl) {
    boolean inRedis =
        plain.choice("ROOM_CLAIMS", "memory", "redis").orElse("memory").equals("redis");
    Duration retention = plain.duration("ROOM_CLAIM_RETENTION").orElse(tokenTtl.plus(AFTER_TOKEN));
    if (retention.compareTo(tokenTtl) < 0) {
      throw new SettingException(
          "ROOM_CLAIM_RETENTION", "expected a duration that is not less than LIVEKIT_TOKEN_TTL");
    }
    String keyPrefix = RedisSettings.keyPrefix(plain);
    return new ClaimSettings(
        retention,
        plain.number("ROOM_CLAIMS_MAX", 1, Integer.MAX_VALUE).orElse(1_000_000),
        plain.number("ROOM_CLAIMS_MAX_PER_TENANT", 1, Integer.MAX_VALUE).orElse(100_000),
        inRedis ? Optional.of(RedisSettings.read(secrets, keyPrefix)) : Optional.empty(),
        inRedis || secrets.read(RedisSettings.URL).isEmpty()
            ? List.of()
            : List.of(
                "REDIS_URL is not used: ROOM_CLAIMS is not redis, so room claims are in memory"));
  }

  /** Where the claims are, for the start line. */
  public String where() {
    return redis
        .map(settings -> "in " + settings.where())
        .orElse("in memory, unsafe with more than one process");
  }
}
