package livekit.routes.settings;

import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Redis that room claims are kept in.
 *
 * @param nodes one server, or the Sentinels that know it in one URI, or some nodes of a Cluster
 * @param cluster it is a Redis Cluster
 * @param keyPrefix what every key of ours begins with
 */
public record RedisSettings(List<RedisURI> nodes, boolean cluster, String keyPrefix) {
  static final String URL = "REDIS_URL";

  private static final String PREFIX = "REDIS_KEY_PREFIX";
  private static final Pattern PREFIX_FORM = Pattern.compile("[!-~]{1,64}");

  /** Copies the list. */
  public RedisSettings {
    nodes = List.copyOf(nodes);
  }

  static RedisSettings read(SecretSettings secrets, String keyPrefix) {
    String url =
        secrets
            .read(URL)
            .orElseThrow(
                () -> new SettingException(URL, "ROOM_CLAIMS=redis needs it, or REDIS_URL_FILE"));
    RedisUrl parsed = RedisUrl.parse(secrets.given(URL), url);
    return new RedisSettings(parsed.nodes(), parsed.cluster(), keyPrefix);
  }

  /** Read also where it is not used: every setting that is set is right. */
  static String keyPrefix(PlainSettings plain) {
    String prefix = plain.text(PREFIX).orElse("livekit-routes:");
    if (!PREFIX_FORM.matcher(prefix).matches()) {
      throw new SettingException(
          PREFIX, "expected 1 to 64 printable ASCII characters without blanks");
    }
    return prefix;
  }

  /** Which Redis it is, for the start line; without user and password. */
  public String where() {
    RedisURI first = nodes.get(0);
    if (first.getSentinelMasterId() != null) {
      return "Redis of Sentinels " + addresses(first.getSentinels().stream());
    }
    return (cluster ? "Redis Cluster " : "Redis ") + addresses(nodes.stream());
  }

  private static String addresses(Stream<RedisURI> uris) {
    return uris.map(uri -> uri.getHost() + ":" + uri.getPort()).collect(Collectors.joining(","));
  }

  /** No user, no password. */
  @Override
  public String toString() {
    return "RedisSettings[" + where() + ", keyPrefix=" + keyPrefix + "]";
  }
}
