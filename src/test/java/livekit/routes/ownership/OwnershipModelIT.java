package livekit.routes.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import livekit.routes.DistributionProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of rooms, tenants, other programs and failing processes, and the promises of
 * {@link Promises} after each. The package says how to run it for longer, and how to replay.
 */
class OwnershipModelIT {
  private static final long SEED = Long.getLong("model.seed", 20_260_601);
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("model.minutes", "1.7"));
  private static final Duration SHORTENING = Duration.ofSeconds(90);

  @Test
  void keepsItsPromisesInRandomHistories(@TempDir Path directory) throws IOException {
    String named = System.getProperty("model.history");
    try (World world = new World(distribution(directory), true, Map.of())) {
      Model model = new Model(world, SEED);
      long begin = System.nanoTime();
      Optional<Model.Failure> failed =
          named == null
              ? model.run(Duration.ofMillis((long) (MINUTES * 60_000)))
              : model.run(History.parse(named));
      long seconds = (System.nanoTime() - begin) / 1_000_000_000;
      System.out.printf(
          "Histories of rooms and tenants, seed %d, %d s: %s%n", SEED, seconds, model.tally());

      failed.ifPresent(failure -> fail(model, failure));
      if (named == null) {
        assertItHasAskedEnough(model.tally());
      }
    }
  }

  /** The one that was packaged; or a broken one, to see how long random histories take. */
  private static Path distribution(Path directory) throws IOException {
    String broken = System.getProperty("model.broken");
    return broken == null
        ? DistributionProcess.HOME
        : Breakage.valueOf(broken).in(directory.resolve("broken"));
  }

  private static void fail(Model model, Model.Failure failure) {
    System.out.println("Shortening: " + failure.history());
    Model.Failure shortest = model.shorten(failure, SHORTENING);
    throw new AssertionError(
        "%s%nseed %d, replay with -Dmodel.history=\"%s\"%n%s"
            .formatted(
                String.join("\n", shortest.broken()),
                SEED,
                shortest.history(),
                shortest.seen().story()));
  }

  /** A gateway that always refuses keeps every promise. */
  private static void assertItHasAskedEnough(Tally tally) {
    double perMinute = Math.min(MINUTES, 10);
    assertThat(tally.of("histories")).as("histories").isGreaterThan((long) (100 * perMinute));
    assertThat(tally.of(Asked.TOKEN)).as("tokens").isGreaterThan((long) (400 * perMinute));
    assertThat(tally.of(Tally.ALONE))
        .as("answers of the table")
        .isGreaterThan((long) (200 * perMinute));
    assertThat(tally.of("room_owned_by_another_tenant")).isGreaterThan((long) (300 * perMinute));
    assertThat(tally.of("room_metadata_unreadable")).isPositive();
    assertThat(tally.of("claims_unavailable")).isPositive();
  }
}
