package livekit.routes.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a LiveKit server, in the two forms that it is needed in. LiveKit serves its API
 * and its signalling on one port, so {@code ws} and {@code http} name the same server.
 */
final class LiveKitUrl {
  private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

  private LiveKitUrl() {}

  /**
   * Reads an address; a path prefix is allowed, as behind a proxy.
   *
   * @throws SettingException another scheme, no host, or user, query or fragment beside it
   */
  static URI parse(String name, String text) {
    SettingException refusal =
        new SettingException(
            name,
            "expected a URL such as wss://livekit.example or ws://localhost:7880 (ws, wss, http or"
                + " https; a host of letters, digits, - and .; no user, query or fragment)");
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw refusal;
    }
    boolean good =
        url.getScheme() != null
            && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
            && url.getHost() != null
            && url.getPort() != 0
            && url.getPort() <= 65535
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.toString().equals(url.toASCIIString());
    if (!good) {
      throw refusal;
    }
    return url;
  }

  /** What our own calls use: http or https, no slash at the end. */
  static URI asHttp(URI url) {
    return with(secure(url) ? "https" : "http", url);
  }

  /** What LiveKit's clients expect: ws or wss, no slash at the end. */
  static URI asWebSocket(URI url) {
    return with(secure(url) ? "wss" : "ws", url);
  }

  private static boolean secure(URI url) {
    return Set.of("wss", "https").contains(url.getScheme().toLowerCase(Locale.ROOT));
  }

  private static URI with(String scheme, URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath().replaceAll("/+$", "");
    return URI.create(scheme + "://" + url.getHost() + port + path);
  }
}
