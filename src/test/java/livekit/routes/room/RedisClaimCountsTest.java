package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import livekit.routes.RedisServer;
import livekit.routes.room.RoomClaim.Standing;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many rooms a tenant may have in Redis, through two processes. */
class RedisClaimCountsTest {
  private static final Duration RETENTION = Duration.ofHours(7);

  private RedisServer server;
  private RedisServer.Admin admin;
  private RedisRoomClaims claims;
  private RedisRoomClaims other;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    admin = server.admin();
    claims = RedisStores.bounded(server.url(), RETENTION, 2);
    other = RedisStores.bounded(server.url(), RETENTION, 2);
  }

  @AfterEach
  void stop() {
    claims.close();
    other.close();
    admin.close();
    server.close();
  }

  @Test
  void refusesARoomBeyondTheBoundToThatTenantOnly() {
    claims.keep(claims.lease("a", "acme"));
    other.lease("b", "acme");

    assertUnavailable(() -> claims.lease("c", "acme"));
    assertUnavailable(() -> other.lease("c", "acme"));
    await()
        .untilAsserted(
            () -> assertThat(claims.lease("c", "rival").standing()).isEqualTo(Standing.LEASED));
  }

  @Test
  void countsARoomOnceHoweverOftenItIsAskedFor() {
    for (int i = 0; i < 3; i++) {
      claims.keep(claims.lease("a", "acme"));
      other.lease("b", "acme");
    }
    assertThat(other.lease("a", "acme").standing()).isEqualTo(Standing.KEPT);
  }

  @Test
  void anotherTenantsRoomDoesNotCount() {
    claims.keep(claims.lease("a", "rival"));
    claims.lease("b", "rival");
    for (String room : new String[] {"a", "b", "a", "b"}) {
      claims.lease(room, "acme");
    }

    claims.lease("c", "acme");
    assertThat(claims.lease("d", "acme").standing()).isEqualTo(Standing.LEASED);
  }

  @Test
  void aRoomThatIsGivenBackMakesPlace() {
    RoomClaim first = claims.lease("a", "acme");
    RoomClaim second = other.lease("a", "acme");
    claims.lease("b", "acme");
    claims.giveBack(first);
    assertUnavailable(() -> claims.lease("c", "acme"));

    other.giveBack(second);
    awaitPlaceFor("c");
  }

  @Test
  void aRoomWhoseClaimHasEndedMakesPlace() {
    Duration some = Duration.ofSeconds(2);
    claims.keep("a", "acme", some);
    claims.keep("b", "acme", some);
    await().until(() -> counted("acme") == 2);

    assertUnavailable(() -> claims.lease("c", "acme"));
    awaitPlaceFor("c");
  }

  @Test
  void countsAClaimForAsLongAsItIsKept() {
    RoomClaim claim = claims.lease("a", "acme");
    for (int i = 0; i < 50; i++) {
      claims.keep(claim);
      await().until(() -> end("acme", "a") >= now() + RETENTION.toMillis());
    }
    assertThat(end("acme", "a")).isLessThan(now() + RETENTION.multipliedBy(2).toMillis());
  }

  @Test
  void aRoomTakenOverCountsForItsNewTenant() {
    claims.lease("a", "rival");
    claims.lease("b", "acme");
    claims.takeOver(claims.lease("a", "acme"));

    assertUnavailable(() -> claims.lease("c", "acme"));
  }

  @Test
  void aReleasedClaimMakesPlace() {
    claims.keep(claims.lease("a", "acme"));
    claims.keep(claims.lease("b", "acme"));
    try (StoredClaims stored = new StoredClaims(RedisStores.settings(server.url()))) {
      stored.release(stored.find("a").orElseThrow());
    }
    awaitPlaceFor("c");
  }

  private void awaitPlaceFor(String room) {
    await()
        .ignoreException(ClaimsUnavailableException.class)
        .until(() -> claims.lease(room, "acme").standing() == Standing.LEASED);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(ClaimsUnavailableException.class);
  }

  private long counted(String tenant) {
    return admin.redis().zcard(new ClaimKeys("livekit-routes:").ofTenant(tenant));
  }

  private long end(String tenant, String room) {
    Double score = admin.redis().zscore(new ClaimKeys("livekit-routes:").ofTenant(tenant), room);
    return score == null ? 0 : score.longValue();
  }

  private long now() {
    return Long.parseLong(admin.redis().time().get(0)) * 1000;
  }
}
