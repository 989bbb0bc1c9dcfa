package livekit.routes.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * A request as a message whose headers are made when a step first asks for one. Our routes read
 * what they need of the HTTP request itself and remove them all, and to make them takes as long as
 * ten steps of a route.
 */
final class EdgeMessage extends HttpMessage {
  private Consumer<Map<String, Object>> headers;

  EdgeMessage(Exchange exchange, RoutingContext ctx) {
    super(exchange, ctx.request(), ctx.response());
  }

  /** Says how the headers are made; none may have been set before. */
  void readHeadersLater(Consumer<Map<String, Object>> headers) {
    this.headers = headers;
  }

  @Override
  protected boolean isPopulateHeadersSupported() {
    return headers != null;
  }

  @Override
  protected void populateInitialHeaders(Map<String, Object> map) {
    if (headers != null) {
      headers.accept(map);
      headers = null;
    }
  }

  @Override
  public boolean removeHeaders(String pattern, String... except) {
    if (headers != null && except == null && "*".equals(pattern)) {
      headers = null;
      return true;
    }
    return super.removeHeaders(pattern, except);
  }
}
