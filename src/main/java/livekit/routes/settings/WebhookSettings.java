package livekit.routes.settings;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose webhooks are taken, and where their events go beside the routes.
 *
 * @param moreKeys the API keys of LIVEKIT_KEYS and their secrets
 * @param forwardUrl where every event is forwarded to, http or https
 */
public record WebhookSettings(Map<String, String> moreKeys, Optional<URI> forwardUrl) {
  private static final String KEYS = "LIVEKIT_KEYS";
  private static final String FORWARD = "WEBHOOK_FORWARD_URL";

  /** Copies the map. */
  public WebhookSettings {
    moreKeys = Map.copyOf(moreKeys);
  }

  static WebhookSettings read(
      PlainSettings plain, SecretSettings secrets, Optional<LiveKitSettings> livekit) {
    Map<String, String> keys = new TreeMap<>();
    secrets
        .readLines(KEYS)
        .ifPresent(text -> text.lines().forEach(line -> add(secrets.given(KEYS), line, keys)));
    livekit
        .filter(l -> !l.apiSecret().equals(keys.getOrDefault(l.apiKey(), l.apiSecret())))
        .ifPresent(
            other -> {
              throw new SettingException(
                  secrets.given(KEYS), "has another secret than LIVEKIT_API_SECRET");
            });
    return new WebhookSettings(
        keys, plain.text(FORWARD).map(text -> ServiceUrl.parse(FORWARD, text)));
  }

  /** A line of livekit-server's own setting: {@code key: secret}. */
  private static void add(String name, String line, Map<String, String> keys) {
    if (line.isBlank()) {
      return;
    }
    int colon = line.indexOf(':');
    String key = colon < 0 ? "" : SecretText.strip(line.substring(0, colon));
    String secret = SecretText.strip(line.substring(colon + 1));
    // livekit-server reads YAML; quotes, braces and a comment would be a part of the secret here.
    if (!key.matches("[^\"'{}#\\s][^\"'{}\\s]*")
        || !secret.matches("[^\"'{\\s](\\S*[^\"'}\\s])?")
        || !SecretText.isOneLine(key + secret)) {
      throw new SettingException(
          name,
          "expected a line for each key, such as APIkey: secret, without quotes, braces, comments or"
              + " invisible characters");
    }
    String other = keys.putIfAbsent(key, secret);
    if (other != null && !other.equals(secret)) {
      throw new SettingException(name, "expected one secret for each key");
    }
  }

  /** All keys whose webhooks are taken; none where LiveKit is not configured. */
  public Map<String, String> keys(Optional<LiveKitSettings> livekit) {
    Map<String, String> keys = new TreeMap<>(moreKeys);
    livekit.ifPresent(server -> keys.put(server.apiKey(), server.apiSecret()));
    return keys;
  }

  /** No key, no secret. */
  @Override
  public String toString() {
    return "WebhookSettings[" + moreKeys.size() + " keys]";
  }
}
