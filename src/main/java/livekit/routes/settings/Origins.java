package livekit.routes.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Origins of web pages (RFC 6454): scheme, host and port. They are compared as text with the header
 * that a browser sends, so they are brought into its form: lower case, no default port.
 */
final class Origins {
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
            "expected origins such as https://app.example or http://localhost:3000 between commas"
                + " (http or https, host, port; no path), or a single *");
    URI url;
    try {
      url = new URI(text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      throw refusal;
    }
    String scheme = url.getScheme();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    boolean good =
        ("http".equals(scheme) || "https".equals(scheme))
            && url.getHost() != null
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
