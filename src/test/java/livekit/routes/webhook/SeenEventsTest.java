package livekit.routes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import livekit.routes.RedisServer;
import livekit.routes.api.OverloadedException;
import livekit.routes.room.ClaimsUnavailableException;
import livekit.routes.room.RedisRoomClaims;
import livekit.routes.settings.ClaimSettings;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
  @Test
  void knowsInMemoryWhatItHasSeen() {
    knowsWhatItHasSeen(new MemorySeenEvents());
  }

  @Test
  void knowsInRedisWhatAnyProcessHasSeenUntilRedisIsDown() {
    try (RedisServer server = RedisServer.start();
        RedisRoomClaims one = claims(server);
        RedisRoomClaims other = claims(server)) {
      SeenEvents seen = new RedisSeenEvents(one.marks());
      SeenEvents elsewhere = new RedisSeenEvents(other.marks());
      knowsWhatItHasSeen(seen);
      assertThat(seen.add("shared {event}")).isTrue();
      assertThatThrownBy(() -> elsewhere.add("shared {event}"))
          .isInstanceOf(OverloadedException.class);
      // Nobody waits for Redis to hear of it.
      seen.confirm("shared {event}");
      await()
          .ignoreExceptionsInstanceOf(OverloadedException.class)
          .untilAsserted(() -> assertThat(elsewhere.add("shared {event}")).isFalse());

      try (RedisServer.Admin admin = server.admin()) {
        assertThat(admin.redis().keys("*:mark:*")).hasSize(3);
        for (String key : admin.redis().keys("*:mark:*")) {
          assertThat(admin.redis().pttl(key)).isBetween(3_500_000L, 3_600_000L);
        }
      }
      server.stop();
      assertThatThrownBy(() -> seen.add("while it is down"))
          .isInstanceOf(ClaimsUnavailableException.class);
    }
  }

  /** As a context does that stops: the events are the process's. */
  private static void knowsWhatItHasSeen(SeenEvents seen) {
    seen.start();
    assertThat(seen.add("EV_1")).isTrue();
    seen.confirm("EV_1");
    assertThat(seen.add("EV_1")).isFalse();
    assertThat(seen.add("EV_2")).isTrue();
    seen.remove("EV_2");
    assertThat(seen.add("EV_2")).isTrue();
    seen.confirm("EV_2");
    seen.stop();
    assertThat(seen.add("EV_1")).isFalse();
  }

  private static RedisRoomClaims claims(RedisServer server) {
    Map<String, String> plain = Map.of("ROOM_CLAIMS", "redis");
    RedisRoomClaims claims =
        new RedisRoomClaims(
            Duration.ofHours(1),
            100,
            ClaimSettings.read(plain::get, Map.of("REDIS_URL", server.url()))
                .redis()
                .orElseThrow());
    claims.start();
    await().until(claims::isUp);
    return claims;
  }
}
