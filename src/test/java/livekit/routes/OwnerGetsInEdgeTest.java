package livekit.routes;

import static livekit.routes.TokenContract.ACME;
import static livekit.routes.TokenContract.GLOBEX;
import static livekit.routes.TokenContract.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for a room of another tenant does not keep its owner out, however often it asks.
 * {@code -Downer.rounds=100} plays it for longer, {@code -Downer.livekit=real} with a
 * livekit-server.
 */
class OwnerGetsInEdgeTest {
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private LiveKitAdmin livekit;

  @BeforeEach
  void startLiveKit() throws Exception {
    TokenContract.Access access = liveKit();
    livekit = new LiveKitAdmin(access.url(), access.apiKey(), access.apiSecret());
    settings.put("LIVEKIT_URL", access.url().toString());
    settings.put("LIVEKIT_API_KEY", access.apiKey());
    settings.put("LIVEKIT_API_SECRET", access.apiSecret());
    settings.put(
        "AUTH_API_SECRETS_JSON",
        """
        [{"id":"acme","secret":"acme-secret-of-the-tests"},
         {"id":"globex","secret":"globex-secret-of-the-tests"}]""");
  }

  private TokenContract.Access liveKit() throws Exception {
    if ("real".equals(System.getProperty("owner.livekit"))) {
      LiveKitServer server = LiveKitServer.start("owner-key", "owner-secret-of-at-least-32-bytes");
      open.add(server);
      return new TokenContract.Access(server.url(), server.apiKey(), server.apiSecret());
    }
    StandaloneEmulator emulator = new StandaloneEmulator();
    open.add(emulator);
    return emulator.access();
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void whereClaimsAreInMemory() {
    race(1).play("claims in memory", OwnerRace.ROUNDS, () -> {});
  }

  @Test
  void whereTwoGatewaysShareARedis() {
    useRedis();
    race(2).play("two gateways, one Redis", OwnerRace.ROUNDS, () -> {});
  }

  @Test
  void whereRedisIsEmptiedWhileBothAsk() {
    RedisServer.Admin redis = useRedis();
    race(2).play("two gateways, Redis emptied", OwnerRace.ROUNDS, () -> redis.redis().flushall());
  }

  private RedisServer.Admin useRedis() {
    RedisServer server = RedisServer.start();
    open.add(server);
    RedisServer.Admin admin = server.admin();
    open.add(admin);
    settings.put("ROOM_CLAIMS", "redis");
    settings.put("REDIS_URL", server.url());
    return admin;
  }

  private OwnerRace race(int gateways) {
    List<RunningGateway> running = new ArrayList<>();
    for (int i = 0; i < gateways; i++) {
      running.add(RunningGateway.with(settings));
      open.add(running.get(i));
    }
    return new OwnerRace(
        livekit,
        (owner, client, room) ->
            running.get(client % gateways).token(owner ? GLOBEX : ACME, request(room)));
  }
}
