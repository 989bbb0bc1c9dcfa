package livekit.routes.settings;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code REDIS_URL}, in the forms that Lettuce's {@link RedisURI} reads. Lettuce overlooks what it
 * does not know, so the URL is held against a stricter form first.
 *
 * <ul>
 *   <li>{@code redis://host:6379/0}: one server; {@code rediss} speaks TLS.
 *   <li>{@code redis-sentinel://a:26379,b:26379/0#name} (or {@code ?sentinelMasterId=name}): the
 *       server that the Sentinels call by this name.
 *   <li>{@code redis://a:6379,b:6379}: more than one host is a Cluster; so is one with {@code
 *       ?cluster=true}, our own addition, for a Cluster behind one name.
 * </ul>
 *
 * @param nodes one server or the Sentinels that know it, in one URI; or some nodes of a Cluster
 * @param cluster it is a Redis Cluster
 * @see <a href="https://redis.github.io/lettuce/user-guide/connecting-redis/">Lettuce: Redis
 *     URI</a>
 */
record RedisUrl(List<RedisURI> nodes, boolean cluster) {
  private static final Set<String> SCHEMES =
      Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");
  private static final String HOST =
      "(?:[A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::[1-9][0-9]{0,4})?";
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(" + HOST + "(?:," + HOST + ")*)");
  private static final Pattern PATH = Pattern.compile("/?|/[0-9]{1,4}");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?:database|db)=[0-9]{1,4}|cluster=(?:true|false)|verifypeer=(?:none|ca|full)"
              + "|(?:clientname|sentinelmasterid)=[^=]+");

  /**
   * Reads the URL.
   *
   * @throws SettingException the URL is malformed; its message holds nothing of it
   */
  static RedisUrl parse(String name, String text) {
    SettingException refusal =
        new SettingException(
            name,
            "expected a URL such as redis://host:6379/0, rediss://user:password@host,"
                + " redis-sentinel://a:26379,b:26379#name, for a Cluster redis://a:6379,b:6379 or"
                + " redis://host?cluster=true; special characters of user and password"
                + " percent-encoded; parameters: database (not in a Cluster), clientName,"
                + " verifyPeer (none, ca or full), sentinelMasterId, cluster");
    try {
      URI url = new URI(text);
      if (!isWellFormed(url)) {
        throw refusal;
      }
      RedisURI one = RedisURI.create(url);
      if (!isCluster(url)) {
        return new RedisUrl(List.of(withItsOwnPort(one, url)), false);
      }
      if (isSentinel(url) || one.getDatabase() != 0) {
        throw refusal;
      }
      return new RedisUrl(RedisClusterURIUtil.toRedisURIs(url), true);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw refusal;
    }
  }

  /** In a name with an underscore, as Docker has them, Lettuce leaves the port. */
  private static RedisURI withItsOwnPort(RedisURI uri, URI url) {
    if (!isSentinel(url) && url.getHost() == null) {
      RedisURI split = RedisClusterURIUtil.toRedisURIs(url).get(0);
      uri.setHost(split.getHost());
      uri.setPort(split.getPort());
    }
    return uri;
  }

  private static boolean isCluster(URI url) {
    return parameters(url).anyMatch("cluster=true"::equals)
        || !isSentinel(url) && hosts(url).contains(",");
  }

  private static boolean isWellFormed(URI url) {
    return url.getScheme() != null
        && SCHEMES.contains(url.getScheme())
        && url.getRawAuthority() != null
        && !hosts(url).isEmpty()
        && PATH.matcher(url.getRawPath()).matches()
        // The name of a server for Sentinels; else the # of a password that is not encoded.
        && (url.getRawFragment() == null || isSentinel(url))
        && parameters(url).allMatch(parameter -> PARAMETER.matcher(parameter).matches());
  }

  private static boolean isSentinel(URI url) {
    return url.getScheme().endsWith("-sentinel");
  }

  /** The hosts with their ports; empty where one is malformed. */
  private static String hosts(URI url) {
    Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
    return authority.matches() ? authority.group(1) : "";
  }

  private static Stream<String> parameters(URI url) {
    return url.getQuery() == null
        ? Stream.empty()
        : Arrays.stream(url.getQuery().split("[&;]")).map(p -> p.toLowerCase(Locale.ROOT));
  }
}
