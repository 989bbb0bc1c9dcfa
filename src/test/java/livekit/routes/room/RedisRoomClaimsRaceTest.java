package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import livekit.routes.RedisServer;
import livekit.routes.room.ClaimWalkers.Kept;
import org.junit.jupiter.api.Test;

/**
 * Two processes with four threads each race for five rooms of one Redis: 120,000 steps on claims,
 * from a seed (which steps are taken is repeatable, how they interleave is not).
 *
 * <p>It fails when one of these lines of {@code ClaimScript} is broken (each was tried): in KEEP,
 * the line that compares the tenant, the one with DEL, or the retention made a lease's; in LEASE,
 * the line with KEPT_BY_ANOTHER, or {@code left < tonumber(ARGV[3])} left out; in GIVE_BACK, the
 * line with HDEL. What only costs a tenant its lease, and no room its owner, is for {@link
 * RedisRoomClaimsTest}: keeping compares once more.
 */
class RedisRoomClaimsRaceTest {
  private static final long SEED = 20_260_501;
  private static final int STEPS = 15_000;

  /** Redis ends a key to the millisecond. */
  private static final long SLACK_MICROS = 2_000;

  @Test
  void neverKeepsOneRoomForTwoTenantsWithinOneRetention() throws Exception {
    List<Kept> kept = new ArrayList<>();
    try (RedisServer server = RedisServer.start();
        ClaimWalkers walkers = new ClaimWalkers(server.url())) {
      Process other = anotherProcess(server.url());
      try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
        assertThat(lines.readLine()).isEqualTo("ready");
        try (OutputStream go = other.getOutputStream()) {
          go.write('\n');
        }
        kept.addAll(walkers.walk(SEED, STEPS));
        lines.lines().filter(line -> line.startsWith("kept ")).map(Kept::parse).forEach(kept::add);
      }
      assertThat(other.waitFor()).isZero();
    }

    int changesOfTenant = 0;
    for (String room : ClaimWalkers.ROOMS) {
      List<Kept> ofRoom =
          kept.stream()
              .filter(k -> k.room().equals(room))
              .sorted(Comparator.comparingLong(Kept::from))
              .toList();
      for (int i = 1; i < ofRoom.size(); i++) {
        Kept one = ofRoom.get(i - 1);
        Kept next = ofRoom.get(i);
        if (!one.tenant().equals(next.tenant())) {
          changesOfTenant++;
          // The most time that can lie between them: less than a retention is a violation for sure.
          assertThat(Math.max(one.to(), next.to()) - one.from() + SLACK_MICROS)
              .as("seed %d: %s, then %s", SEED, one, next)
              .isGreaterThanOrEqualTo(ClaimWalkers.RETENTION.toNanos() / 1000);
        }
      }
    }
    assertThat(changesOfTenant).as("the race was one").isGreaterThan(50);
    System.out.printf(
        "%,d steps on claims in two processes, seed %d: %,d claims kept, %,d changes of tenant,"
            + " 0 violations%n",
        2 * ClaimWalkers.THREADS * STEPS, SEED, kept.size(), changesOfTenant);
  }

  private static Process anotherProcess(String url) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ClaimWalkers.class.getName(),
            url,
            String.valueOf(SEED + ClaimWalkers.THREADS),
            String.valueOf(STEPS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
