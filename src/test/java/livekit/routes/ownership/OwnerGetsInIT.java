package livekit.routes.ownership;

import java.util.Map;
import livekit.routes.DistributionProcess;
import livekit.routes.OwnerRace;
import livekit.routes.RedisServer;
import org.junit.jupiter.api.Test;

/**
 * The owner of a room gets in while a stranger asks for it in a loop: two gateways as processes, a
 * real Redis and a real livekit-server. {@code -Downer.rounds=100} makes it the long run.
 */
class OwnerGetsInIT {
  @Test
  void whileStrangersAskAndRedisIsEmptied() {
    Map<String, String> settings = Map.of("ROOM_CLAIM_RETENTION", "1h", "JAVA_OPTS", "");
    try (World world = new World(DistributionProcess.HOME, false, settings)) {
      race(world).play("two processes, one Redis", OwnerRace.ROUNDS, () -> {});
      try (RedisServer.Admin redis = world.redis()) {
        race(world)
            .play("two processes, Redis emptied", OwnerRace.ROUNDS, () -> redis.redis().flushall());
      }
    }
  }

  private static OwnerRace race(World world) {
    return new OwnerRace(
        world.rooms(),
        (owner, client, room) ->
            world.token(owner ? "globex" : "acme", client % World.GATEWAYS, room));
  }
}
