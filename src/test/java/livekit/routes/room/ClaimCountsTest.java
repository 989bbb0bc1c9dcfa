package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimCountsTest {
  private static final int THREADS = 8;
  private static final int STEPS = 50_000;

  @Test
  void namesTheBoundThatIsReached() {
    ClaimCounts counts = new ClaimCounts(2, 1);
    counts.add("acme");
    assertThatThrownBy(() -> counts.add("acme"))
        .isInstanceOf(ClaimsUnavailableException.class)
        .hasMessageContaining("tenant");
    counts.add("rival");
    assertThatThrownBy(() -> counts.add("third"))
        .isInstanceOf(ClaimsUnavailableException.class)
        .hasMessageContaining("full");
  }

  @Test
  void aRefusalCountsNothing() {
    ClaimCounts counts = new ClaimCounts(1, 1);
    counts.add("acme");
    assertThatThrownBy(() -> counts.add("rival")).isInstanceOf(ClaimsUnavailableException.class);
    assertThatThrownBy(() -> counts.move("rival", "acme"))
        .isInstanceOf(ClaimsUnavailableException.class);
    assertThat(counts.of("rival")).isZero();
    counts.remove("acme");
    assertThat(counts.of("acme")).isZero();
    assertThat(counts.total()).isZero();
  }

  /**
   * Fails when {@code ClaimCounts.add} reads and increments the total in two steps: on two cores in
   * about four of five runs.
   */
  @Test
  void neverCountsBeyondTheBoundWhenTenantsRaceForTheLastPlace() throws Exception {
    ClaimCounts counts = new ClaimCounts(1, THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, THREADS)
                  .mapToObj(i -> CompletableFuture.runAsync(() -> takeTurns(counts, i), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .get(30, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    assertThat(counts.total()).isZero();
  }

  private static void takeTurns(ClaimCounts counts, int thread) {
    String tenant = "tenant " + thread;
    for (int i = 0; i < STEPS; i++) {
      try {
        counts.add(tenant);
      } catch (ClaimsUnavailableException full) {
        continue;
      }
      assertThat(counts.total()).isOne();
      counts.remove(tenant);
    }
  }
}
