package livekit.routes.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.api.StrictJson;
import livekit.routes.twirp.LiveKitNotConfiguredException;

/**
 * Signs JWTs with one LiveKit API key and its secret: HS256 (RFC 7518, section 3.2), header {@code
 * alg} and {@code typ} and nothing else. Safe for use by many threads.
 */
public final class HmacJwt {
  /** RFC 7518, section 3.2: nimbus refuses a shorter key, while LiveKit takes any. */
  private static final int MIN_KEY_BYTES = 32;

  private static final ObjectMapper JSON = StrictJson.mapper();

  /** Its text is made once: it is the same in every token. */
  private static final JWSHeader HEADER = header();

  private final String apiKey;
  private final JWSSigner signer;

  /**
   * @param apiKey the claim {@code iss}: tells LiveKit which secret to check with
   * @param secret the API secret; its UTF-8 bytes are the key
   * @throws IllegalArgumentException when one of them is empty
   */
  public HmacJwt(String apiKey, String secret) {
    if (apiKey.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException("LiveKit's API key and secret must not be empty");
    }
    this.apiKey = apiKey;
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    try {
      // RFC 2104, section 2: HMAC itself appends zeros to a short key, so this changes no
      // signature.
      signer = new MACSigner(Arrays.copyOf(key, Math.max(key.length, MIN_KEY_BYTES)));
    } catch (KeyLengthException e) {
      throw new IllegalArgumentException("LiveKit's API secret cannot be used as a key", e);
    }
  }

  private HmacJwt() {
    apiKey = null;
    signer = null;
  }

  /** Signs nothing: for a gateway whose LiveKit is not configured. */
  public static HmacJwt notConfigured() {
    return new HmacJwt();
  }

  /**
   * Signs the claims, with {@code iss} before them.
   *
   * @param claims none of them null: LiveKit's reader and its SDKs differ in what they make of one
   * @throws LiveKitNotConfiguredException when there is no key to sign with
   * @throws TokenGenerationException whatever else goes wrong
   */
  public String sign(Map<String, Object> claims) {
    if (signer == null) {
      throw new LiveKitNotConfiguredException("LIVEKIT_URL, its API key or secret is not set");
    }
    try {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("iss", apiKey);
      all.putAll(claims);
      if (all.containsValue(null)) {
        throw new IllegalArgumentException("a claim is null");
      }
      JWSObject jwt = new JWSObject(HEADER, new Payload(base64Url(JSON.writeValueAsBytes(all))));
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException | IOException | RuntimeException e) {
      throw new TokenGenerationException(e);
    }
  }

  private static JWSHeader header() {
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT);
    byte[] text = header.build().toString().getBytes(StandardCharsets.UTF_8);
    return header.parsedBase64URL(base64Url(text)).build();
  }

  /**
   * nimbus takes the same time for every text, at ten times the cost of the JDK. The text is no
   * secret: it is a part of the token.
   */
  private static Base64URL base64Url(byte[] text) {
    return new Base64URL(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
  }
}
