package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Eight threads at once on a few rooms, with random steps from a seed (the steps are repeatable,
 * the order in which the threads take them is not).
 *
 * <p>It fails when one of these lines of the product is broken (each was tried): in {@code
 * MemoryRoomClaims.keep}, {@code old.isOf(claim.tenant())} made true; in {@code lease}, {@code
 * !old.isKept()} left out; in {@code ClaimRecord}, {@code later} made its argument; in {@code
 * ClaimRecords.change}, {@code compute} made a get and a put; a record's end made a lease's where
 * it is kept; in {@code onEnd}, {@code counts.remove} left out.
 */
class MemoryRoomClaimsRaceTest {
  private static final long SEED = 20_260_301;
  private static final int THREADS = 8;
  private static final int STEPS = 10_000;
  private static final String[] ROOMS = {"a", "b", "c", "d", "e"};
  private static final String[] TENANTS = {"acme", "rival", "third"};
  private static final Duration RETENTION = Duration.ofSeconds(60);
  private static final int MAX_CLAIMS = 4;
  private static final int MAX_CLAIMS_PER_TENANT = 3;

  private final FakeTicker ticker = new FakeTicker();
  private final ClaimCounts counts = new ClaimCounts(MAX_CLAIMS, MAX_CLAIMS_PER_TENANT);
  private final MemoryRoomClaims claims =
      new MemoryRoomClaims(RETENTION, counts, ticker, Scheduler.disabledScheduler());
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** A keep that answered true, at some moment from {@code from} to {@code to}. */
  private record Kept(String room, String tenant, long from, long to) {}

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void neverKeepsOneRoomForTwoTenantsWithinOneRetention() throws Exception {
    List<Kept> kept = new ArrayList<>();
    for (List<Kept> ofThread : race(thread -> new Walk(SEED + thread).call())) {
      kept.addAll(ofThread);
    }

    int changesOfTenant = 0;
    for (String room : ROOMS) {
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
          assertThat(Math.max(one.to(), next.to()) - one.from())
              .as("seed %d: %s, then %s", SEED, one, next)
              .isGreaterThanOrEqualTo(RETENTION.toNanos());
        }
      }
    }
    assertThat(changesOfTenant).as("the race was one").isGreaterThan(50);
    assertCountsGoToZero();
  }

  @Test
  void manyThreadsTakeExactlyAsManyPlacesAsThereAre() throws Exception {
    AtomicInteger leased = new AtomicInteger();
    race(
        thread -> {
          for (int i = 0; i < STEPS / 10; i++) {
            try {
              claims.lease("room " + thread + " " + i, TENANTS[thread % TENANTS.length]);
              leased.incrementAndGet();
            } catch (ClaimsUnavailableException full) {
              // What most of them get.
            }
          }
          return null;
        });

    assertThat(leased.get()).isEqualTo(MAX_CLAIMS);
    assertThat(counts.total()).isEqualTo(MAX_CLAIMS);
    assertCountsGoToZero();
  }

  private interface Task<T> {
    T run(int thread) throws Exception;
  }

  private <T> List<T> race(Task<T> task) throws Exception {
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      tasks.add(() -> task.run(thread));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
      results.add(result.get());
    }
    return results;
  }

  private void assertCountsGoToZero() {
    ticker.advance(RETENTION.multipliedBy(2));
    claims.removeEnded();
    assertThat(counts.total()).isZero();
    assertThat(TENANTS).allSatisfy(tenant -> assertThat(counts.of(tenant)).isZero());
  }

  /** One thread's way: it leases, and does something at random with a claim it has got. */
  private final class Walk implements Callable<List<Kept>> {
    private final Random random;
    private final RoomClaim[] got = new RoomClaim[4];
    private final List<Kept> kept = new ArrayList<>();

    Walk(long seed) {
      random = new Random(seed);
    }

    @Override
    public List<Kept> call() {
      for (int i = 0; i < STEPS; i++) {
        try {
          step();
        } catch (ClaimsUnavailableException full) {
          // The bounds are narrow on purpose.
        }
        assertThat(counts.total()).isBetween(0, MAX_CLAIMS);
      }
      return kept;
    }

    private void step() {
      int slot = random.nextInt(got.length);
      RoomClaim claim = got[slot];
      int choice = random.nextInt(400);
      if (choice == 0) {
        ticker.advance(RETENTION);
      } else if (choice < 8) {
        ticker.advance(Duration.ofMillis(random.nextInt(10_000)));
      } else if (claim == null || choice < 150) {
        got[slot] = claims.lease(oneOf(ROOMS), oneOf(TENANTS));
      } else if (claim.standing() == Standing.LEASED_BY_ANOTHER && choice < 300) {
        got[slot] = claims.takeOver(claim);
      } else if (choice < 250) {
        claims.giveBack(claim);
      } else {
        keep(claim);
      }
    }

    private void keep(RoomClaim claim) {
      long from = ticker.read();
      if (claims.keep(claim)) {
        kept.add(new Kept(claim.room(), claim.tenant(), from, ticker.read()));
      }
    }

    private String oneOf(String[] names) {
      return names[random.nextInt(names.length)];
    }
  }
}
