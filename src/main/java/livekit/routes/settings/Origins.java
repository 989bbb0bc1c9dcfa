package livekit.routes.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Origins of web pages (RFC 6454): scheme, host and port. They are compared as text with the header
 * that a browser sends, so they are brought into its form: lower case, no default port. Apps in a
 * web view and extensions of browsers have schemes of their own, such as {@code
 * capacitor://localhost}, {@code tauri://localhost} and {@code chrome-extension://id}.
 */
final class Origins {
  private static final Pattern APP =
      Pattern.compile("[a-z][a-z0-9+.-]*://[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[1-9][0-9]{0,4})?");

  private Origins() {}

  /**
   * Reads origins between commas, or a single {@code *}.
   *
   * @throws SettingException one of them is empty, has more than scheme, host and port, or is
   *     {@code *} beside others
   */
  static List<String> parse(String name, String text) {
    if (text.equals("*")) {
      return List.of(text);
    }
    return Arrays.stream(text.split(",", -1))
        .map(part -> origin(name, part.strip()))
        .distinct()
        .toList();
  }

  private static String origin(String name, String text) {
    SettingException refusal =
        new SettingException(
            name,
            "expected origins such as https://app.example, http://localhost:3000 or"
                + " capacitor://localhost between commas (scheme, host, port; no path),"
                + " or a single *");
    URI url;
    try {
      url = new URI(text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      throw refusal;
    }
    String scheme = url.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      if (!APP.matcher(url.toString()).matches() || url.getPort() > 65535) {
        throw refusal;
      }
      return url.toString();
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    boolean good =
        url.getHost() != null
            && url.getPort() != 0
            && url.getPort() <= 65535
            // Nothing else is left: no user, path, query, fragment or colon without a port.
            && url.toString().equals(scheme + "://" + url.getHost() + port);
    if (!good) {
      throw refusal;
    }
    boolean defaultPort = url.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + url.getHost() + (defaultPort ? "" : port);
  }
}
