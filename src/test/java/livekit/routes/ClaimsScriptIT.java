package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code livekit-routes claims}, as an operator calls it. */
class ClaimsScriptIT {
  @Test
  void showsAndReleasesTheClaimOfANameInAnyLocale() {
    try (RedisServer redis = RedisServer.start();
        RedisServer.Admin admin = redis.admin()) {
      // The name is: 数学 "a" *
      String key = "livekit-routes:claim:5pWw5a2mICJhIiAq";
      admin.redis().hset(key, "tenant", "acme");
      admin.redis().pexpire(key, 3_600_000);
      Map<String, String> settings =
          Map.of("ROOM_CLAIMS", "redis", "REDIS_URL", redis.url(), "LC_ALL", "C");

      assertPrints(settings, "\"数学 \\\"a\\\" *\"\t\"acme\"\tkept\t3", "list");
      assertPrints(settings, "\"数学 \\\"a\\\" *\"\t\"acme\"\tkept\t3", "show", "数学 \"a\" *");
      assertPrints(settings, "released\t\"数学 \\\"a\\\" *\"", "release", "数学 \"a\" *");
      assertThat(admin.redis().exists(key)).isZero();
    }
  }

  @Test
  void saysWhatToDoWhereClaimsAreInMemory() {
    try (DistributionProcess process = DistributionProcess.start(Map.of(), "claims", "list")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).startsWith("livekit-routes: room claims are in memory");
      assertThat(process.stdout()).isEmpty();
    }
  }

  @Test
  void isACommandOfItsOwn() {
    try (DistributionProcess process = DistributionProcess.start(Map.of(), "--dev", "claims")) {
      assertThat(process.exitStatus()).isEqualTo(2);
      assertThat(process.stderr()).startsWith("usage: livekit-routes");
    }
  }

  private static void assertPrints(Map<String, String> settings, String start, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "claims";
    System.arraycopy(args, 0, all, 1, args.length);
    try (DistributionProcess process = DistributionProcess.start(settings, all)) {
      assertThat(process.exitStatus()).as(process.stderr()).isZero();
      assertThat(process.stdout()).startsWith(start).hasLineCount(1);
    }
  }
}
