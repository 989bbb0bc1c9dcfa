package livekit.routes.room;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import livekit.routes.settings.ClaimSettings;
import livekit.routes.settings.RedisSettings;

/** Stores on a Redis, made of the settings that an operator gives. */
final class RedisStores {
  /** No test of something else fails because the machine is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST = 100_000;

  private RedisStores() {}

  /** A store as the product has it. */
  static RedisRoomClaims started(String url, Duration retention) {
    return up(new RedisRoomClaims(retention, MOST, settings(url, "livekit-routes:")));
  }

  /** A store as the product has it, whose Redis is down. */
  static RedisRoomClaims startedInVain(String url, Duration retention) {
    RedisRoomClaims store = new RedisRoomClaims(retention, MOST, settings(url, "livekit-routes:"));
    store.start();
    return store;
  }

  /** A store that waits long for Redis. */
  static RedisRoomClaims patient(String url, String prefix, Duration retention) {
    return up(new RedisRoomClaims(retention, MOST, settings(url, prefix), PATIENCE));
  }

  /** A store that waits long for Redis, and bounds what a tenant may have. */
  static RedisRoomClaims bounded(String url, Duration retention, int maxClaimsPerTenant) {
    return up(
        new RedisRoomClaims(
            retention, maxClaimsPerTenant, settings(url, "livekit-routes:"), PATIENCE));
  }

  /** A store that waits long for a Redis that it cannot use. */
  static RedisRoomClaims patientInVain(String url, Duration retention) {
    RedisRoomClaims store =
        new RedisRoomClaims(retention, MOST, settings(url, "livekit-routes:"), PATIENCE);
    store.start();
    return store;
  }

  /** A connection that waits long for Redis. */
  static RedisLink link(String url) {
    RedisLink link =
        new RedisLink(settings(url, "livekit-routes:"), new ClaimKeys("livekit-routes:"), PATIENCE);
    link.start();
    await().until(link::answers);
    return link;
  }

  /** The first connection of a process may take long where the machine is busy. */
  private static RedisRoomClaims up(RedisRoomClaims store) {
    store.start();
    await().until(store::isUp);
    return store;
  }

  /** The settings of a Redis, with the prefix that nobody has set. */
  static RedisSettings settings(String url) {
    return settings(url, "livekit-routes:");
  }

  private static RedisSettings settings(String url, String prefix) {
    Map<String, String> plain = Map.of("ROOM_CLAIMS", "redis", "REDIS_KEY_PREFIX", prefix);
    return ClaimSettings.read(plain::get, Map.of("REDIS_URL", url)).redis().orElseThrow();
  }
}
