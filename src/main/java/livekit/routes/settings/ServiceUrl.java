package livekit.routes.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a service of the operator: that of the authentication, or of the webhooks. */
final class ServiceUrl {
  /** What Camel takes from an endpoint's URI to the wire as it is; the others it may encode. */
  private static final Pattern PATH = Pattern.compile("[0-9A-Za-z/._~-]*");

  private ServiceUrl() {}

  /**
   * Reads an address; its path stays as it is, a slash at its end too.
   *
   * @throws SettingException another scheme, no host, or user, query or fragment beside it
   */
  static URI parse(String name, String text) {
    SettingException refusal =
        new SettingException(
            name,
            "expected a URL such as https://auth.example/check (http or https; a host of letters,"
                + " digits, - and .; a path of letters, digits and /._~-; no user, query or"
                + " fragment)");
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw refusal;
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean good =
        (scheme.equals("http") || scheme.equals("https"))
            && url.getHost() != null
            && url.getPort() != 0
            && url.getPort() <= 65535
            && url.getRawUserInfo() == null
            && PATH.matcher(url.getRawPath()).matches()
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.toString().equals(url.toASCIIString());
    if (!good) {
      throw refusal;
    }
    // Camel looks a component up by the scheme, which it does not lower.
    return URI.create(scheme + text.substring(scheme.length()));
  }
}
