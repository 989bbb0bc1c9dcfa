package livekit.routes.tenant;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Copies what a caller sent, before the route drops it. As with {@link Credentials}, the HTTP
 * request itself is read: in Camel's map a query parameter looks like a header.
 */
public final class CallerRequests {
  /** They prove who is calling, to us or to another. */
  private static final Set<String> LEFT_OUT =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

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
          request.method().name(), request.path(), headers(request.headers()), body);
    }
    String method = message.getHeader(Exchange.HTTP_METHOD, "POST", String.class);
    return new CallerRequest(method, "", Map.of(), body);
  }

  private static Map<String, String> headers(Iterable<Map.Entry<String, String>> fields) {
    Map<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!LEFT_OUT.contains(name)) {
        headers.merge(name, field.getValue(), (first, next) -> first + ", " + next);
      }
    }
    return headers;
  }
}
