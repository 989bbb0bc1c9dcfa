package livekit.routes.webhook;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** The steps of a route on webhooks. */
public final class Webhooks {
  private final WebhookVerifier verifier;

  /**
   * @param verifier knows the keys
   */
  public Webhooks(WebhookVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The event of the webhook in a message; see {@link WebhookVerifier#verify}.
   *
   * @param message as platform-http made it, since Camel takes {@code ?Authorization=x} for the
   *     header; of any other message (a test that replaces the consumer) the header is read
   */
  public WebhookEvent verify(Message message) {
    return verifier.verify(authorization(message), body(message));
  }

  private static byte[] body(Message message) {
    byte[] body = message.getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }

  /** Two of them are one text too many, and so no token. */
  private static String authorization(Message message) {
    if (message instanceof HttpMessage http) {
      List<String> all = http.getRequest().headers().getAll("Authorization");
      return all.isEmpty() ? null : String.join(",", all);
    }
    return message.getHeader("Authorization", String.class);
  }

  /**
   * The route that acts on an event: {@code on-room-finished} for {@code room_finished}.
   *
   * @return null where the set of routes has none, or the name is not one that LiveKit would give
   */
  public String routeFor(@Variable("event") WebhookEvent event, Exchange exchange) {
    if (!event.name().matches("[a-z][a-z_]{0,63}")) {
      return null;
    }
    String route = "on-" + event.name().replace('_', '-');
    String uri = "direct://" + route;
    return exchange.getContext().getRoutes().stream()
            .anyMatch(found -> found.getEndpoint().getEndpointUri().equals(uri))
        ? route
        : null;
  }
}
