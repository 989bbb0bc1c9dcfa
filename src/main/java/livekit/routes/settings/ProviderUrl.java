package livekit.routes.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for every URL of an OpenID provider, whoever names it: an operator or the provider's own
 * discovery document. Whoever can change what is read there decides who gets in, so it is https
 * (OpenID Connect Discovery 1.0, section 7.1); http only to this machine, for tests and sidecars.
 */
public final class ProviderUrl {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private ProviderUrl() {}

  /**
   * Reads a URL.
   *
   * @return empty when it is no absolute http or https URL of ASCII characters, has a user or a
   *     fragment, or is http to another host
   */
  public static Optional<URI> parse(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    boolean good =
        url.getHost() != null
            && url.getPort() != 0
            && url.getPort() <= 65535
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null
            && text.equals(url.toASCIIString())
            && (isHttps(url) || isHttpToThisMachine(url));
    return good ? Optional.of(url) : Optional.empty();
  }

  /** Whether the scheme is https. */
  public static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isHttpToThisMachine(URI url) {
    return "http".equalsIgnoreCase(url.getScheme())
        && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
  }
}
