package livekit.routes.settings;

import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The company's own service that says which tenant a credential belongs to.
 *
 * @param url where it is asked, http or https
 * @param key signs what it is asked: RSA of 2048 bits or more, or EC on P-256
 * @param timeout how long an answer may take, from the wait for a connection to the last byte
 * @param subject the claim {@code sub}: which gateway asks
 */
public record AuthServiceSettings(URI url, PrivateKey key, Duration timeout, String subject) {
  /** How long an answer may take where nothing is set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final String URL = "AUTH_SERVICE_URL";
  private static final String KEY_PATH = "AUTH_SIGNING_KEY_PATH";

  /** A request is bounded by 12 s, so this is below it. */
  private static final int MAX_TIMEOUT_SECONDS = 10;

  static Optional<AuthServiceSettings> read(PlainSettings plain) {
    Optional<URI> url = plain.text(URL).map(text -> ServiceUrl.parse(URL, text));
    Optional<String> path = plain.text(KEY_PATH);
    Duration timeout =
        plain
            .number("AUTH_TIMEOUT_SECONDS", 1, MAX_TIMEOUT_SECONDS)
            .map(Duration::ofSeconds)
            .orElse(DEFAULT_TIMEOUT);
    String subject = plain.text("AUTH_SERVICE_SUBJECT").orElse("livekit-routes");
    if (url.isPresent() && path.isEmpty()) {
      throw new SettingException(
          KEY_PATH, "expected the path of a private key, since AUTH_SERVICE_URL is set");
    }
    if (url.isEmpty() && path.isPresent()) {
      throw new SettingException(
          URL, "expected the URL of the service, since AUTH_SIGNING_KEY_PATH is set");
    }
    return url.map(
        to -> new AuthServiceSettings(to, SigningKey.read(KEY_PATH, path.get()), timeout, subject));
  }

  /** Scheme, host and port, for the log: a path may be meant to stay private. */
  public String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  Optional<String> warning() {
    boolean readable =
        url.getScheme().equals("http")
            && !HttpSettings.loopback(url.getHost().replaceAll("[\\[\\]]", ""));
    return readable
        ? Optional.of(
            "AUTH_SERVICE_URL is http: what callers prove themselves with crosses the network"
                + " unencrypted")
        : Optional.empty();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AuthServiceSettings[" + origin() + ", timeout=" + timeout + "]";
  }
}
