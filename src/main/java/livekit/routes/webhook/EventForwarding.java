package livekit.routes.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.token.HmacJwt;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the events that are forwarded, as LiveKit signs its webhooks: whoever verifies LiveKit's,
 * with an SDK of LiveKit or {@code livekit-webhook-source}, verifies ours by the same key.
 */
public final class EventForwarding {
  /** As LiveKit's own: protocol, webhook/resource_url_notifier.go. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final HmacJwt jwt;
  private final Clock clock;

  /**
   * @param jwt signs with the key of LIVEKIT_API_KEY
   */
  public EventForwarding(HmacJwt jwt, Clock clock) {
    this.jwt = jwt;
    this.clock = clock;
  }

  /** The value of {@code Authorization}; LiveKit writes no {@code Bearer} before it. */
  public String authorization(@Variable("event") WebhookEvent event) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("nbf", now);
    claims.put("iat", now);
    claims.put("exp", now + LIFE.toSeconds());
    claims.put("sha256", Base64.getEncoder().encodeToString(WebhookVerifier.sha256(event.bytes())));
    return jwt.sign(claims);
  }

  /** Tells the operator that nobody will get the event. */
  public void reportLost(@Variable("event") WebhookEvent event, String reason) {
    LOG.warn("The event {} was not forwarded to WEBHOOK_FORWARD_URL: {}", event, reason);
  }
}
