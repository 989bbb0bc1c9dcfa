package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.RedisServer;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on Redis, and what only this store has: keys, other processes, a lost script. */
class RedisRoomClaimsTest extends RoomClaimsContract {
  /** Time goes by for every claim at once: each key lives that much shorter. */
  private static final String PASS =
      """
      for _, key in ipairs(redis.call('KEYS', '*:claim:*')) do
        redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[1])
      end
      return {}
      """;

  private static RedisServer server;
  private static RedisServer.Admin admin;

  private final List<RedisRoomClaims> stores = new ArrayList<>();

  @BeforeAll
  static void startRedis() {
    server = RedisServer.start();
    admin = server.admin();
  }

  @AfterAll
  static void stopRedis() {
    if (server != null) {
      admin.close();
      server.close();
    }
  }

  @AfterEach
  void closeStores() {
    stores.forEach(RedisRoomClaims::close);
  }

  @Override
  RoomClaims emptyStore(Duration retention) {
    admin.redis().flushall();
    return store(retention, "livekit-routes:");
  }

  @Override
  void pass(Duration time) {
    admin
        .redis()
        .eval(PASS, ScriptOutputType.MULTI, new String[0], String.valueOf(time.toMillis()));
  }

  @Test
  void sharesClaimsWithAnotherProcess() {
    RoomClaims other = store(RETENTION, "livekit-routes:");
    RoomClaim held = claims.lease("room", "acme");

    RoomClaim seen = other.lease("room", "rival");
    assertThat(seen.standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
    assertThat(other.takeOver(seen).standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.keep(held)).isFalse();
  }

  @Test
  void keepsToItsOwnPrefix() {
    RoomClaims other = store(RETENTION, "another[*]:");
    claims.keep(claims.lease("room", "acme"));

    assertThat(other.lease("room", "rival").standing()).isEqualTo(Standing.LEASED);
    assertThat(admin.redis().keys("*"))
        .containsOnly(
            "livekit-routes:claim:cm9vbQ",
            "livekit-routes:tenant:YWNtZQ",
            "another[*]:claim:cm9vbQ",
            "another[*]:tenant:cml2YWw",
            "livekit-routes:probe",
            "another[*]:probe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\0b",
        "a\nb",
        "*",
        "{tag}",
        ":",
        "../x",
        "数学",
        "😀",
        "livekit-routes:claim:"
      })
  void takesAnyNameForWhatItIs(String name) {
    assertThat(claims.keep(claims.lease(name, "acme"))).isTrue();
    assertThat(claims.lease(name, "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
    assertThat(claims.lease(name + " ", "rival").standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.lease("t" + name, name).standing()).isEqualTo(Standing.LEASED);
    assertThat(claims.lease("t" + name, name).standing()).isEqualTo(Standing.LEASED);
    assertThat(new ClaimKeys("livekit-routes:").roomOf(new ClaimKeys("livekit-routes:").of(name)))
        .hasValue(name);
  }

  @Test
  void refusesANameThatHasNoFormInUtf8() {
    for (String name : new String[] {"a\ud800", "\udc00"}) {
      assertThatThrownBy(() -> claims.lease(name, "acme"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> claims.lease("room", name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void goesOnWhenRedisHasForgottenTheScripts() {
    RoomClaim claim = claims.lease("room", "acme");
    admin.redis().scriptFlush();
    assertThat(claims.keep(claim)).isTrue();
  }

  @Test
  void leavesAClaimWithoutAnEndThatAnOperatorPinned() {
    claims.keep(claims.lease("room", "acme"));
    admin.redis().persist(new ClaimKeys("livekit-routes:").of("room"));

    claims.keep(claims.lease("room", "acme"));
    assertThat(admin.redis().pttl(new ClaimKeys("livekit-routes:").of("room"))).isEqualTo(-1);
  }

  @Test
  void noStepRunTwiceChangesAnythingMore() {
    RedisLink link = RedisStores.link(server.url());
    link.run(ClaimScript.LEASE, "k", "acme", "n1", "15000");
    assertThat(link.run(ClaimScript.LEASE, "k", "acme", "n1", "15000"))
        .containsExactly("LEASED", "n1");
    assertThat(admin.redis().hlen("k")).isEqualTo(3);

    link.run(ClaimScript.LEASE, "k", "rival", "n2", "15000", "TAKE_OVER");
    assertThat(link.run(ClaimScript.LEASE, "k", "rival", "n2", "15000", "TAKE_OVER"))
        .containsExactly("LEASED", "n2");
    assertThat(admin.redis().hlen("k")).isEqualTo(3);
    link.run(ClaimScript.GIVE_BACK, "k", "rival", "n2", "v");
    assertThat(link.run(ClaimScript.GIVE_BACK, "k", "rival", "n2", "v"))
        .containsExactly("NOT_HELD");
    assertThat(admin.redis().exists("k")).isZero();
    link.close();
  }

  @Test
  void noKeyIsEverWithoutAnEnd() {
    RoomClaim held = claims.lease("leased", "acme");
    claims.lease("leased", "acme");
    claims.giveBack(held);
    claims.lease("taken", "acme");
    claims.takeOver(claims.lease("taken", "rival"));
    claims.keep(claims.lease("kept", "acme"));
    claims.keep(new RoomClaim("gone", "acme", Standing.LEASED, "n"));

    List<String> keys = admin.redis().keys("*");
    assertThat(keys).hasSize(7);
    assertThat(keys).allSatisfy(key -> assertThat(admin.redis().pttl(key)).isPositive());
  }

  @Test
  void refusesARetentionThatMakesNoSense() {
    assertThatThrownBy(() -> store(Duration.ZERO, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RedisRoomClaims store(Duration retention, String prefix) {
    RedisRoomClaims store = RedisStores.patient(server.url(), prefix, retention);
    stores.add(store);
    return store;
  }
}
