package livekit.routes.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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

  EdgeMessage(Exchange exchange, HttpServerRequest request, HttpServerResponse response) {
    super(exchange, request, response);
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
      Consumer<Map<String, Object>> read = headers;
      // Before they are read: where that fails, the error handling sets headers of its own.
      headers = null;
      read.accept(map);
    }
  }

  @Override
  public void setHeaders(Map<String, Object> others) {
    headers = null;
    super.setHeaders(others);
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
