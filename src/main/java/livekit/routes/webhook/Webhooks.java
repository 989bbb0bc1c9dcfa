package livekit.routes.webhook;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a route on webhooks. */
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

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
   * @param exchange with the message as platform-http made it, since Camel takes {@code
   *     ?Authorization=x} for the header; of any other message (a test that replaces the consumer)
   *     the header is read
   */
  public WebhookEvent verify(Exchange exchange) {
    Message message = exchange.getMessage();
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
            .anyMatch(found -> found.getEndpoint().getEndpointBaseUri().equals(uri))
        ? route
        : null;
  }

  /** Tells the operator that the route of an event has failed; nobody sends the event again. */
  public void reportFailure(WebhookEvent event, String route) {
    LOG.warn("The event {} was not handled: the route {} failed", event, route);
  }
}
