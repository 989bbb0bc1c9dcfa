package livekit.routes.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/**
 * Checks a token as LiveKit does: HS256 with our secret, the issuer is our key, and the time is
 * within {@code nbf} and {@code exp}, give or take a minute. A token without {@code exp} lives for
 * ever, and {@code iat} does not matter: so it is in LiveKit.
 *
 * <p>Source: livekit-server 1.13.5, pkg/service/auth.go, and protocol, auth/verifier.go.
 */
final class EmulatedTokens {
  private static final Duration LEEWAY = Duration.ofMinutes(1);
  private static final String BEARER = "Bearer ";
  private static final int LEAST_SECRET_OF_NIMBUS = 32;

  private final String apiKey;
  private final MACVerifier verifier;
  private final Clock clock;

  EmulatedTokens(String apiKey, String apiSecret, Clock clock) {
    this.apiKey = apiKey;
    this.clock = clock;
    byte[] secret = apiSecret.getBytes(StandardCharsets.UTF_8);
    try {
      // HMAC itself pads a short key with zeros, so the signature is the same as without them.
      verifier =
          new MACVerifier(Arrays.copyOf(secret, Math.max(secret.length, LEAST_SECRET_OF_NIMBUS)));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the API secret cannot be a key of HS256", e);
    }
  }

  /**
   * What the call may do.
   *
   * @param authorization the header, which wins, or null
   * @param accessToken the query parameter, or null
   * @return {@link EmulatedGrants#NONE} when there is no token
   * @throws PlainError 401, when there is one and it is not valid
   */
  EmulatedGrants grants(String authorization, String accessToken) {
    if (authorization != null && !authorization.isEmpty()) {
      if (!authorization.startsWith(BEARER)) {
        throw unauthorized("invalid authorization header. Must start with " + BEARER);
      }
      return verified(authorization.substring(BEARER.length()));
    }
    return accessToken == null || accessToken.isEmpty()
        ? EmulatedGrants.NONE
        : verified(accessToken);
  }

  private EmulatedGrants verified(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!apiKey.equals(claims.getIssuer())) {
        throw unauthorized("invalid API key");
      }
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
        throw unauthorized("invalid token: token signature is invalid");
      }
      Instant now = clock.instant();
      Date expires = claims.getExpirationTime();
      if (expires != null && !now.isBefore(expires.toInstant().plus(LEEWAY))) {
        throw unauthorized("invalid token: token is expired");
      }
      Date begins = claims.getNotBeforeTime();
      if (begins != null && now.isBefore(begins.toInstant().minus(LEEWAY))) {
        throw unauthorized("invalid token: token is not valid yet");
      }
      return EmulatedGrants.of(claims);
    } catch (ParseException | JOSEException e) {
      throw unauthorized("invalid authorization token");
    }
  }

  private static PlainError unauthorized(String text) {
    return new PlainError(401, text);
  }
}
