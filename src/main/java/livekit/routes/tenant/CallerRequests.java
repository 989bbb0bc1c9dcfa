package livekit.routes.tenant;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Copies what a caller sent, before the route drops it. As with {@link Credentials}, the HTTP
 * request itself is read: in Camel's map a query parameter looks like a header.
 */
public final class CallerRequests {
  /**
   * The request without its credentials.
   *
   * @param message the message as platform-http made it; any other message (a test that replaces
   *     the consumer) has no headers and no path
   */
  public CallerRequest read(Message message) {
    byte[] bytes = message.getBody(byte[].class);
    byte[] body = bytes == null ? new byte[0] : bytes;
    if (message instanceof HttpMessage http) {
      HttpServerRequest request = http.getRequest();
      return new CallerRequest(
          request.method().name(), request.path(), new CallerHeaders(request.headers()), body);
    }
    String method = message.getHeader(Exchange.HTTP_METHOD, "POST", String.class);
    return new CallerRequest(method, "", Map.of(), body);
  }
}
