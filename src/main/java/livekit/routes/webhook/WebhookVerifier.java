package livekit.routes.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.Refusal;
import livekit.routes.api.StrictJson;
import livekit.routes.tenant.MissingCredentialsException;
import livekit.routes.token.InvalidTokenException;
import livekit.routes.token.TokenVerifier;
import livekit.routes.twirp.LiveKitNotConfiguredException;

/**
 * Verifies webhooks: the token in {@code Authorization} as {@link TokenVerifier} does, and that its
 * {@code sha256} is the base64 of the SHA-256 of the body, byte for byte as it came.
 *
 * <p>Source: livekit/protocol, webhook/verifier.go. Stricter: the digests are compared in constant
 * time, and an event has to have an id, which LiveKit gives to each since 2022. Thread-safe.
 */
public final class WebhookVerifier {
  private static final String BEARER = "bearer ";

  /** LiveKit's ids have 15 characters, the names of events some 20. */
  private static final int MAX_NAME = 256;

  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final TokenVerifier tokens;

  /**
   * @param keys API keys and their secrets, several while one is replaced by another; none where
   *     LiveKit is not configured
   * @throws IllegalArgumentException one of them is empty
   */
  public WebhookVerifier(Map<String, String> keys, Clock clock) {
    this.tokens = keys.isEmpty() ? null : new TokenVerifier(keys, clock);
  }

  /**
   * The event of a webhook.
   *
   * @param authorization the header, with {@code Bearer} or, as LiveKit sends it, without; may be
   *     null
   * @throws LiveKitNotConfiguredException there is no key
   * @throws MissingCredentialsException there is no header
   * @throws InvalidTokenException its token is not valid, or not one for this body
   * @throws InvalidRequestException who has the key signed something that is no event
   */
  public WebhookEvent verify(String authorization, byte[] body) {
    Object signed = token(authorization).get("sha256");
    if (!(signed instanceof String text)
        || !MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), Base64.getEncoder().encode(sha256(body)))) {
      throw new InvalidTokenException("the token is not one for this body");
    }
    return event(body);
  }

  /**
   * Whether the token is one that LiveKit signs a webhook with, whatever body it is for. A
   * participant's token is signed with the same secret, but has {@code video} and no {@code
   * sha256}.
   */
  public boolean isTrusted(String authorization) {
    try {
      Map<String, Object> claims = token(authorization);
      return claims.get("sha256") instanceof String digest
          && !digest.isEmpty()
          && !claims.containsKey("video");
    } catch (Refusal e) {
      return false;
    }
  }

  private Map<String, Object> token(String authorization) {
    if (tokens == null) {
      throw new LiveKitNotConfiguredException("LiveKit's API key or secret is not set");
    }
    if (authorization == null || authorization.isBlank()) {
      throw new MissingCredentialsException("a webhook without a token");
    }
    return tokens.verify(withoutScheme(authorization.strip()));
  }

  /** RFC 9110, section 11.1: the scheme is written in any case. */
  private static String withoutScheme(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : authorization;
  }

  private static WebhookEvent event(byte[] body) {
    try {
      Map<String, Object> content = JSON.readValue(body, MAP);
      if (content != null
          && content.get("event") instanceof String name
          && content.get("id") instanceof String id
          && !name.isBlank()
          && !id.isBlank()
          && id.length() <= MAX_NAME
          && name.length() <= MAX_NAME) {
        return new WebhookEvent(id, name, content, body);
      }
    } catch (IOException e) {
      // Its message quotes the body.
    }
    throw new InvalidRequestException("the body must be an event with its name and id");
  }

  /** The digest that the token of a webhook has in {@code sha256}, before base64. */
  static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
