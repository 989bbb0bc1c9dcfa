package livekit.routes.kamelet;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.settings.SettingException;
import livekit.routes.webhook.WebhookEvent;
import livekit.routes.webhook.WebhookVerifier;
import livekit.routes.webhook.Webhooks;
import org.apache.camel.Exchange;

/** The bean of {@code livekit-webhook-source}: verifies the webhooks that LiveKit posts. */
public final class WebhookSource extends LiveKitBean {
  private final Map<String, String> keys = new HashMap<>();
  private Webhooks webhooks;

  /** Makes a bean without parameters; Camel sets them. */
  public WebhookSource() {
    super("livekit-webhook-source");
  }

  /**
   * Takes several keys in place of one.
   *
   * @param keys API keys and their secrets
   */
  public void setKeys(Map<String, String> keys) {
    this.keys.putAll(keys);
  }

  /**
   * Checks the parameters.
   *
   * @throws SettingException one of them is wrong, or there is no key
   */
  public void start() {
    try {
      webhooks = new Webhooks(new WebhookVerifier(keysOr(keys), Clock.systemUTC()));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** See {@link Webhooks#verify}. */
  public WebhookEvent verify(Exchange exchange) {
    return webhooks.verify(exchange);
  }
}
