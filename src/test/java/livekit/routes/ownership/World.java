package livekit.routes.ownership;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import livekit.routes.Http;
import livekit.routes.LiveKitAdmin;
import livekit.routes.LiveKitServer;
import livekit.routes.RedisServer;

/**
 * The processes that histories happen to: two gateways, one Redis, one livekit-server, all real, on
 * 127.0.0.1. Redis keeps its data over a kill. A room stays for an hour without a participant, so
 * it goes when a history says so, and not before.
 */
final class World implements AutoCloseable {
  static final List<String> TENANTS = List.of("acme", "globex", "initech");
  static final int GATEWAYS = 2;

  /** Longer than a lease: so what ends with either can be told apart. */
  static final Duration RETENTION = Duration.ofSeconds(20);

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final RedisServer redis;
  private final LiveKitServer livekit;
  private final Witness witness;
  private final LiveKitAdmin rooms;
  private final Claims claims;
  private final List<GatewayProcess> gateways = new ArrayList<>();
  private final Faults faults;

  /**
   * Starts everything.
   *
   * @param home the distribution that the gateways run
   * @param witnessed whether a {@link Witness} stands between: without, LiveKit is nearer
   * @param settings more settings of the gateways
   */
  World(Path home, boolean witnessed, Map<String, String> settings) {
    LiveKitServer.require();
    redis = RedisServer.start("--appendonly", "yes", "--appendfsync", "no");
    livekit = LiveKitServer.start("model-key", "model-secret-of-at-least-32-bytes");
    rooms = new LiveKitAdmin(livekit.url(), livekit.apiKey(), livekit.apiSecret());
    witness = new Witness(livekit.url(), rooms);
    claims = new Claims(redis.admin());
    for (int i = 0; i < GATEWAYS; i++) {
      Map<String, String> all = new HashMap<>(settings());
      all.put("LIVEKIT_URL", witnessed ? witness.url(i) : livekit.url().toString());
      if (witnessed) {
        // The witness holds and notes a call as one about one room.
        all.put("LIVEKIT_LOOKUP_NAMES", "1");
        all.put("LIVEKIT_LOOKUP_CALLS", "16");
      }
      all.putAll(settings);
      gateways.add(new GatewayProcess(home, all));
    }
    faults = new Faults(redis, livekit, gateways);
    gateways.forEach(GatewayProcess::start);
    try {
      gateways.forEach(GatewayProcess::awaitServing);
    } catch (Throwable e) {
      // Nobody else can: there is no world to close.
      close();
      throw e;
    }
  }

  private Map<String, String> settings() {
    List<String> entries =
        TENANTS.stream()
            .map(t -> "{\"id\":\"" + t + "\",\"secret\":\"" + secret(t) + "\"}")
            .toList();
    return Map.of(
        "LIVEKIT_API_KEY",
        livekit.apiKey(),
        "LIVEKIT_API_SECRET",
        livekit.apiSecret(),
        "LIVEKIT_TOKEN_TTL",
        RETENTION.dividedBy(2).toSeconds() + "s",
        "ROOM_CLAIM_RETENTION",
        RETENTION.toSeconds() + "s",
        "ROOM_EMPTY_TIMEOUT",
        "1h",
        "ROOM_CLAIMS",
        "redis",
        "REDIS_URL",
        redis.url(),
        "AUTH_API_SECRETS_JSON",
        entries.toString());
  }

  private static String secret(String tenant) {
    return "secret-of-the-tenant-" + tenant;
  }

  /** Asks a gateway for a token. */
  HttpResponse<String> token(String tenant, int gateway, String room) {
    return Http.post(
        gateways.get(gateway).url(),
        "Bearer " + secret(tenant),
        "{\"room_name\":\""
            + room
            + "\",\"participant_name\":\"n\",\"participant_identity\":\"i\"}");
  }

  /** Does something on another thread. */
  <T> CompletableFuture<T> begin(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, callers);
  }

  Witness witness() {
    return witness;
  }

  LiveKitAdmin rooms() {
    return rooms;
  }

  Claims claims() {
    return claims;
  }

  RedisServer.Admin redis() {
    return redis.admin();
  }

  Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    gateways.forEach(GatewayProcess::kill);
    witness.close();
    claims.close();
    livekit.close();
    redis.close();
    callers.shutdownNow();
  }
}
