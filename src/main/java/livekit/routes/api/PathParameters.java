package livekit.routes.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What a route's path has in braces, such as {@code {session_id}}. In Camel it shares one map with
 * headers and query parameters, where {@code ?session_id=x} makes a list of it, so it is kept apart
 * from them.
 */
public final class PathParameters {
  private static final String KEPT = PathParameters.class.getName();

  private PathParameters() {}

  /** Keeps the parameters of the path that has led to a route. */
  static void keep(RoutingContext ctx, Exchange exchange) {
    exchange.setProperty(KEPT, Map.copyOf(ctx.pathParams()));
  }

  /**
   * A parameter, percent-decoded.
   *
   * @param exchange one that platform-http made; of any other (a test that replaces the consumer)
   *     the header of this name is read
   * @return null where the path has none of this name
   */
  public static String read(Exchange exchange, String name) {
    if (exchange.getProperty(KEPT) instanceof Map<?, ?> parameters) {
      return (String) parameters.get(name);
    }
    return exchange.getMessage().getHeader(name, String.class);
  }
}
