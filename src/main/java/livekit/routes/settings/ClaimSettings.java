package livekit.routes.settings;

import java.time.Duration;

/**
 * How room claims are stored. The store is the memory of this process, the only one there is yet.
 *
 * @param retention how long a claim is kept after the last token, at least the life of a token:
 *     while an old token opens the room, no other tenant may take its name
 * @param maxClaims the most claims, of all tenants together
 * @param maxClaimsPerTenant the most claims of one tenant
 */
public record ClaimSettings(Duration retention, int maxClaims, int maxClaimsPerTenant) {
  /** LiveKit takes a token 60 s after its end; as much again is for clocks that differ. */
  private static final Duration AFTER_TOKEN = Duration.ofSeconds(120);

  static ClaimSettings read(PlainSettings plain, Duration tokenTtl) {
    if (!plain.text("ROOM_CLAIMS").orElse("memory").equalsIgnoreCase("memory")) {
      throw new SettingException("ROOM_CLAIMS", "expected memory (redis comes in a later version)");
    }
    Duration retention = plain.duration("ROOM_CLAIM_RETENTION").orElse(tokenTtl.plus(AFTER_TOKEN));
    if (retention.compareTo(tokenTtl) < 0) {
      throw new SettingException(
          "ROOM_CLAIM_RETENTION", "expected a duration that is not less than LIVEKIT_TOKEN_TTL");
    }
    return new ClaimSettings(
        retention,
        plain.number("ROOM_CLAIMS_MAX", 1, Integer.MAX_VALUE).orElse(1_000_000),
        plain.number("ROOM_CLAIMS_MAX_PER_TENANT", 1, Integer.MAX_VALUE).orElse(100_000));
  }
}
