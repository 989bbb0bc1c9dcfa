package livekit.routes.token;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs a token with whatever members a route asks for, administrative grants too. The public
 * endpoints sign with {@link TokenSigner}, whose members are a closed list.
 */
public final class ClaimSigner {
  private final HmacJwt jwt;
  private final Clock clock;

  /**
   * @param jwt signs with the key of this LiveKit
   * @param clock the time for {@code nbf}, {@code iat} and {@code exp}
   */
  public ClaimSigner(HmacJwt jwt, Clock clock) {
    this.jwt = jwt;
    this.clock = clock;
  }

  /**
   * Signs a token.
   *
   * @param ttl how long it is valid, in whole seconds
   * @throws InvalidClaimException the members do not fit together
   * @throws TokenGenerationException whatever else goes wrong
   */
  public String sign(ClaimSet members, Duration ttl) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    // LiveKit's JavaScript client caches a token without nbf or exp for ever.
    claims.put("nbf", now);
    claims.put("iat", now);
    claims.put("exp", now + ttl.toSeconds());
    claims.putAll(members.claims());
    return jwt.sign(claims);
  }
}
