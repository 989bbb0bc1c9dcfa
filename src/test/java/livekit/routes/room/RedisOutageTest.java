package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import livekit.routes.RedisServer;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests meet while Redis is gone or slow, and afterwards. */
class RedisOutageTest {
  private static final Duration RETENTION = Duration.ofHours(7);
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

  private RedisServer server;
  private RedisRoomClaims claims;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    claims = RedisStores.started(server.url(), RETENTION);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      claims.close();
      server.close();
    }
  }

  @Test
  void everyStepIsRefusedInTimeWhileRedisIsStopped() {
    RoomClaim held = claims.lease("room", "acme");
    server.stop();
    assertRefusesEveryStep(held);

    server.restart();
    assertIsBack();
  }

  @Test
  void everyStepIsRefusedInTimeWhileRedisIsPaused() {
    RoomClaim held = claims.lease("room", "acme");
    server.pause();
    assertRefusesEveryStep(held);

    server.resume();
    assertIsBack();
  }

  @Test
  void everyStepIsRefusedInTimeWhenRedisIsKilled() {
    RoomClaim held = claims.lease("room", "acme");
    server.kill();
    assertRefusesEveryStep(held);

    server.restart();
    assertIsBack();
  }

  @Test
  void comesBackAfterALongPauseInWhichItsConnectionWasGivenUp() {
    server.pause();
    await().pollDelay(Duration.ofSeconds(3)).until(() -> !claims.isUp());
    server.resume();
    assertIsBack();
  }

  @Test
  void comesBackFromAConnectionThatDiedWithoutAWord() throws Exception {
    try (SilentProxy network = new SilentProxy(server.port())) {
      claims.close();
      claims = RedisStores.started(network.url(), RETENTION);
      network.killSilently();
      assertRefused(() -> claims.lease("room", "acme"));
      assertIsBack();
    }
  }

  @Test
  void isMadeAndStartsWhileRedisIsDown() {
    claims.close();
    server.stop();
    claims = RedisStores.startedInVain(server.url(), RETENTION);
    assertThat(claims.isUp()).isFalse();
    assertRefused(() -> claims.lease("room", "acme"));

    server.restart();
    assertIsBack();
  }

  @Test
  void goesOnWithAnEmptyRedisAsIfTheRoomsWereFree() {
    RoomClaim held = claims.lease("room", "acme");
    claims.keep(claims.lease("kept", "acme"));
    server.kill();
    server.restart();
    assertIsBack();

    assertThat(claims.lease("kept", "rival").standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.keep(held)).as("the record is gone, and nobody else's").isTrue();
    assertThat(claims.lease("room", "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsGivenBack() {
    // Redis runs only a script that it knows when it wakes up.
    claims.lease("other", "acme");
    server.pause();
    assertRefused(() -> claims.lease("room", "acme"));
    server.resume();
    assertIsBack();

    await()
        .atMost(BACK_WITHIN)
        .untilAsserted(
            () -> assertThat(claims.lease("room", "rival").standing()).isEqualTo(Standing.LEASED));
  }

  @Test
  void aTakeOverWhoseAnswerWasLostIsGivenBack() {
    claims.lease("other", "acme");
    claims.takeOver(claims.lease("other", "rival"));
    claims.lease("room", "acme");
    RoomClaim seen = claims.lease("room", "rival");
    server.pause();
    assertRefused(() -> claims.takeOver(seen));
    server.resume();
    assertIsBack();

    await()
        .atMost(BACK_WITHIN)
        .untilAsserted(
            () -> assertThat(claims.lease("room", "third").standing()).isEqualTo(Standing.LEASED));
  }

  @Test
  void aKeepWhoseAnswerWasLostIsTheSameTenantsToTryAgain() {
    RoomClaim held = claims.lease("room", "acme");
    server.pause();
    assertRefused(() -> claims.keep(held));
    server.resume();
    assertIsBack();

    assertThat(claims.keep(held)).isTrue();
    assertThat(claims.lease("room", "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void aCrowdIsRefusedInTimeToo() {
    ExecutorService crowd = Executors.newFixedThreadPool(128);
    try {
      server.pause();
      long start = System.nanoTime();
      List<CompletableFuture<Void>> requests =
          Stream.generate(
                  () ->
                      CompletableFuture.runAsync(
                          () -> assertRefused(() -> claims.lease("room", "acme")), crowd))
              .limit(1024)
              .toList();
      requests.forEach(CompletableFuture::join);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WITHIN);
    } finally {
      crowd.shutdownNow();
      server.resume();
    }
    assertIsBack();
  }

  private void assertRefusesEveryStep(RoomClaim held) {
    assertRefused(() -> claims.keep(held));
    assertRefused(() -> claims.lease("other", "acme"));
    assertRefused(() -> claims.giveBack(held));
    RoomClaim seen = new RoomClaim("room", "rival", Standing.LEASED_BY_ANOTHER, held.nonce());
    assertRefused(() -> claims.takeOver(seen));
    await().atMost(WITHIN).until(() -> !claims.isUp());
  }

  private static void assertRefused(Runnable step) {
    long start = System.nanoTime();
    assertThatThrownBy(step::run).isInstanceOf(ClaimsUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WITHIN);
  }

  private void assertIsBack() {
    await()
        .atMost(BACK_WITHIN)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(() -> claims.lease("back", "acme").tenant().equals("acme"));
    assertThat(claims.isUp()).isTrue();
  }
}
