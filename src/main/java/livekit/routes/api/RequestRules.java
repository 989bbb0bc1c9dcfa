package livekit.routes.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a decoded request has one meaning only: one way to find the end of its body, and one host
 * (RFC 9112, sections 3.2 and 6). Another reader on its way, such as a proxy, may know more codings
 * than we do, or take the other host.
 */
final class RequestRules {
  // Without the comma, which may be what a proxy has made of two fields.
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+;=%-]+)(?::[0-9]*)?");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]*)(?:/.*)?");

  private RequestRules() {}

  /** Whether every reader takes the request for the same one. */
  static boolean hasOneMeaning(HttpRequest request) {
    HttpHeaders headers = request.headers();
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean mayLackHost = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    return (hosts.isEmpty() && mayLackHost
            || hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches())
        && (codings.isEmpty() || codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))
        // A draft of WebSockets, in which 8 bytes without a Content-Length follow.
        && !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)
        && isTarget(request, hosts.isEmpty() ? null : hosts.get(0));
  }

  private static boolean isTarget(HttpRequest request, String host) {
    String target = request.uri();
    if (target.indexOf('#') >= 0) {
      return false;
    }
    if (target.startsWith("/")) {
      return true;
    }
    if (target.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS);
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.matches()
        && (host == null
            ? HOST.matcher(absolute.group(2)).matches()
            : named(absolute, absolute.group(2)).equals(named(absolute, host)));
  }

  /** An authority without the port that its scheme has anyway. */
  private static String named(Matcher absolute, String authority) {
    String port = absolute.group(1).equalsIgnoreCase("http") ? ":80" : ":443";
    String name = authority.toLowerCase(Locale.ROOT);
    return name.endsWith(port) ? name.substring(0, name.length() - port.length()) : name;
  }
}
