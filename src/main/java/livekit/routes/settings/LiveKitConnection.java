package livekit.routes.settings;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import livekit.routes.twirp.LiveKitNotConfiguredException;

/**
 * The LiveKit that a Kamelet works with, and the key that it has there. Any part may be missing:
 * whoever needs it says so when it is asked for.
 *
 * <p>A bean of this class in Camel's registry is what the Kamelets of an application take where
 * they are given no parameters.
 */
public final class LiveKitConnection {
  private final Optional<URI> apiUrl;
  private final Optional<String> apiKey;
  private final Optional<String> apiSecret;

  private LiveKitConnection(
      Optional<URI> apiUrl, Optional<String> apiKey, Optional<String> apiSecret) {
    this.apiUrl = apiUrl;
    this.apiKey = apiKey;
    this.apiSecret = apiSecret;
  }

  /** The LiveKit of the settings; empty for one that is not configured. */
  public static LiveKitConnection of(Optional<LiveKitSettings> livekit) {
    return new LiveKitConnection(
        livekit.map(LiveKitSettings::apiUrl),
        livekit.map(LiveKitSettings::apiKey),
        livekit.map(LiveKitSettings::apiSecret));
  }

  /**
   * The LiveKit of {@code LIVEKIT_URL}, {@code LIVEKIT_API_KEY} and {@code LIVEKIT_API_SECRET},
   * where LiveKit's own SDKs look too; a secret may be in a file, as {@code
   * LIVEKIT_API_SECRET_FILE}.
   *
   * @throws SettingException one of them is wrong
   */
  public static LiveKitConnection ofEnvironment(Map<String, String> environment) {
    SecretSettings secrets = new SecretSettings(environment);
    return new LiveKitConnection(
        Optional.ofNullable(environment.get("LIVEKIT_URL"))
            .filter(url -> !url.isBlank())
            .map(url -> url("LIVEKIT_URL", url)),
        secrets.read("LIVEKIT_API_KEY"),
        secrets.read("LIVEKIT_API_SECRET"));
  }

  /**
   * This connection with what a Kamelet was given in its place.
   *
   * @param kamelet its name, for the message
   * @throws SettingException a wrong URL, or a key without its secret
   */
  public LiveKitConnection with(String kamelet, String url, String key, String secret) {
    if ((key == null) != (secret == null)) {
      throw new SettingException(kamelet, "set apiKey and apiSecret, or neither of them");
    }
    return new LiveKitConnection(
        url == null ? apiUrl : Optional.of(url(kamelet + " url", url)),
        key == null ? apiKey : Optional.of(SecretText.strip(key)),
        key == null ? apiSecret : Optional.of(SecretText.strip(secret)));
  }

  private static URI url(String name, String url) {
    return LiveKitUrl.asHttp(LiveKitUrl.parse(name, url.strip()));
  }

  /** Whether it has a key and its secret: enough for tokens. */
  public boolean hasKey() {
    return apiKey.isPresent() && apiSecret.isPresent();
  }

  /** Whether it has a URL. */
  public boolean hasUrl() {
    return apiUrl.isPresent();
  }

  /**
   * Where the API is: http or https, with no slash at the end.
   *
   * @throws LiveKitNotConfiguredException there is none
   */
  public URI apiUrl() {
    return apiUrl.orElseThrow(LiveKitConnection::notConfigured);
  }

  /**
   * The issuer of tokens.
   *
   * @throws LiveKitNotConfiguredException there is none
   */
  public String apiKey() {
    return apiKey.orElseThrow(LiveKitConnection::notConfigured);
  }

  /**
   * The key of their signature.
   *
   * @throws LiveKitNotConfiguredException there is none
   */
  public String apiSecret() {
    return apiSecret.orElseThrow(LiveKitConnection::notConfigured);
  }

  private static LiveKitNotConfiguredException notConfigured() {
    return new LiveKitNotConfiguredException("LiveKit's URL, its API key or secret is not set");
  }

  /** Where LiveKit is; never the key and the secret. */
  @Override
  public String toString() {
    return "LiveKitConnection[" + apiUrl.map(URI::toString).orElse("") + "]";
  }
}
