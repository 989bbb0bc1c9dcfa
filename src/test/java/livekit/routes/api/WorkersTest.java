package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private final Workers workers = new Workers();
  private final int few = workers.getCorePoolSize();

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void fewThreadsDoWhatDoesNotWait() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(100_000);
    for (int i = 0; i < 100_000; i++) {
      workers.execute(done::countDown);
    }
    done.await();
    // A machine that stops all threads for a moment makes them look as if they waited.
    assertThat(workers.getLargestPoolSize()).isLessThanOrEqualTo(3 * few);
  }

  @Test
  void aHundredTasksThatWaitHoldUpNoOther() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      workers.execute(() -> await(release));
    }
    workers.execute(other::countDown);
    other.await();
    assertThat(release.getCount()).isEqualTo(1);
    release.countDown();
  }

  @Test
  void thereIsABoundAndWhatIsBeyondItWaits() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      workers.execute(
          () -> {
            begun.incrementAndGet();
            await(release);
          });
    }
    Awaitility.await().until(() -> begun.get() == 128);
    Awaitility.await()
        .during(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(5))
        .until(() -> begun.get() == 128);
    release.countDown();
    Awaitility.await().until(() -> begun.get() == 200);
  }

  @Test
  void theThreadsThatWereAddedEnd() {
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 50; i++) {
      workers.execute(() -> await(release));
    }
    Awaitility.await().until(() -> workers.getPoolSize() >= 50);
    release.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> workers.getPoolSize() == few);
  }

  @Test
  void theyStayForASecondSinceOthersMayWaitNext() {
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 50; i++) {
      workers.execute(() -> await(release));
    }
    Awaitility.await().until(() -> workers.getPoolSize() >= 50);
    release.countDown();
    Awaitility.await().during(Duration.ofMillis(200)).until(() -> workers.getCorePoolSize() >= 50);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
