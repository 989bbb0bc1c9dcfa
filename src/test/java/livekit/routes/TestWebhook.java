package livekit.routes;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.token.HmacJwt;

/** A webhook as LiveKit sends it. */
public final class TestWebhook {
  /** The key that signs, if a test does not say another. */
  public static final String KEY = "webhook-key";

  /** Its secret. */
  public static final String SECRET = "webhook-secret-of-at-least-32-bytes";

  private final byte[] body;
  private final Map<String, Object> claims = new HashMap<>();
  private String key = KEY;
  private String secret = SECRET;
  private String scheme = "";
  private String type = "application/webhook+json";

  private TestWebhook(byte[] body) {
    this.body = body;
    long now = Instant.now().getEpochSecond();
    claims.put("nbf", now);
    claims.put("exp", now + 300);
    claims.put("sha256", sha256(body));
  }

  /** An event with this name and this id, and more members. */
  public static TestWebhook of(String event, String id, String more) {
    return of("{\"event\":\"%s\",\"id\":\"%s\"%s}".formatted(event, id, more));
  }

  /** Any text. */
  public static TestWebhook of(String body) {
    return new TestWebhook(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes. */
  public static TestWebhook of(byte[] body) {
    return new TestWebhook(body);
  }

  /** Signed with another key. */
  public TestWebhook by(String otherKey, String otherSecret) {
    key = otherKey;
    secret = otherSecret;
    return this;
  }

  /** With another claim; null takes it away. */
  public TestWebhook claim(String name, Object value) {
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return this;
  }

  /** With this before the token. */
  public TestWebhook scheme(String text) {
    scheme = text;
    return this;
  }

  /** As another media type. */
  public TestWebhook type(String mediaType) {
    type = mediaType;
    return this;
  }

  /** The value of {@code Authorization}. */
  public String authorization() {
    return scheme + new HmacJwt(key, secret).sign(claims);
  }

  /** The body. */
  public byte[] body() {
    return body;
  }

  /** Posts it. */
  public HttpResponse<String> to(String url) {
    return Http.send(request(url, body).header("Authorization", authorization()));
  }

  /** Posts it with another body than that which is signed. */
  public HttpResponse<String> toWithBody(String url, String other) {
    return Http.send(
        request(url, other.getBytes(StandardCharsets.UTF_8))
            .header("Authorization", authorization()));
  }

  /** Posts it without a token. */
  public HttpResponse<String> unsignedTo(String url) {
    return Http.send(request(url, body));
  }

  private HttpRequest.Builder request(String url, byte[] bytes) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(bytes));
  }

  /** As the claim {@code sha256} has it. */
  public static String sha256(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
