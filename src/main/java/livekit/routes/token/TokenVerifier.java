package livekit.routes.token;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import livekit.routes.api.StrictJson;

/**
 * Verifies a token as LiveKit does: HS256, the secret of the key in {@code iss}, and not before
 * {@code nbf} or after {@code exp}, give or take a minute; {@code iat} does not matter. A member of
 * another type than LiveKit's makes the token invalid as a whole.
 *
 * <p>Source: protocol, auth/verifier.go, and the verifiers of LiveKit's SDKs, which since 2026
 * require {@code exp}; livekit-server 1.13.5 takes a token without it for ever. Stricter in what a
 * token may look like: {@link CompactJwt}. Thread-safe.
 */
public final class TokenVerifier {
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  /** Room for the longest metadata, room configuration and attributes, in base64. */
  private static final int MAX_CHARS = 4 * 1024 * 1024;

  /** RFC 7518, section 3.2: nimbus refuses a shorter key; HMAC itself pads one with zeros. */
  private static final int MIN_KEY_BYTES = 32;

  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Map<String, MACVerifier> verifiers = new TreeMap<>();
  private final Clock clock;

  /**
   * @param keys API keys and their secrets, several while one is replaced by another
   * @param clock the time that tokens are verified for
   * @throws IllegalArgumentException when there are none, or one is empty
   */
  public TokenVerifier(Map<String, String> keys, Clock clock) {
    if (keys.isEmpty() || keys.containsKey("") || keys.containsValue("")) {
      throw new IllegalArgumentException(
          "expected API keys with their secrets, none of them empty");
    }
    keys.forEach((key, secret) -> verifiers.put(key, verifier(secret)));
    this.clock = clock;
  }

  private static MACVerifier verifier(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    try {
      return new MACVerifier(Arrays.copyOf(key, Math.max(key.length, MIN_KEY_BYTES)));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("LiveKit's API secret cannot be used as a key", e);
    }
  }

  /**
   * Verifies a token.
   *
   * @param token in compact form, without {@code Bearer}
   * @return its claims, as they are in it
   * @throws InvalidTokenException it is not valid
   */
  public Map<String, Object> verify(String token) {
    try {
      CompactJwt jwt = CompactJwt.read(token, MAX_CHARS);
      JsonNode claims = jwt.claims();
      MACVerifier verifier = verifiers.get(claims.path("iss").asText());
      if (verifier == null || !claims.path("iss").isTextual()) {
        throw new InvalidTokenException("the token is of an unknown API key");
      }
      if (!JWSAlgorithm.HS256.equals(jwt.jwt().getHeader().getAlgorithm())
          || !jwt.jwt().verify(verifier)) {
        throw new InvalidTokenException("the token is not signed with the secret of its API key");
      }
      checkTime(claims);
      Map<String, Object> all = JSON.convertValue(claims, MAP);
      checkTypes(all);
      return all;
    } catch (ParseException | JOSEException e) {
      // Its message quotes the token.
      throw new InvalidTokenException("not a signed JWT");
    }
  }

  private void checkTime(JsonNode claims) {
    double now = clock.millis() / 1000.0;
    if (!claims.hasNonNull("exp")) {
      throw new InvalidTokenException("the token would be valid for ever");
    }
    if (now >= time(claims, "exp", now) + LEEWAY.toSeconds()) {
      throw new InvalidTokenException("the token has expired");
    }
    if (now < time(claims, "nbf", Double.NEGATIVE_INFINITY) - LEEWAY.toSeconds()) {
      throw new InvalidTokenException("the token is not valid yet");
    }
    time(claims, "iat", 0);
  }

  private static double time(JsonNode claims, String name, double absent) {
    JsonNode time = claims.path(name);
    if (!time.isMissingNode() && !time.isNull() && !time.isNumber()) {
      throw new InvalidTokenException("the token has a time that is no number");
    }
    return time.isNumber() ? time.asDouble() : absent;
  }

  private static void checkTypes(Map<String, Object> claims) {
    for (TokenClaim claim : TokenClaim.values()) {
      Object value = claims;
      for (String name : claim.path().split("\\.")) {
        if (value != null && !(value instanceof Map<?, ?>)) {
          throw wrongType();
        }
        value = value == null ? null : ((Map<?, ?>) value).get(name);
      }
      if (value != null && !claim.kind().fits(value)) {
        throw wrongType();
      }
    }
  }

  private static InvalidTokenException wrongType() {
    return new InvalidTokenException("the token has a member of another type than LiveKit's");
  }
}
