package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookupThreadsTest {
  @Test
  void whatIsCancelledIsNotKeptUntilItsTime() {
    try (LookupThreads threads = new LookupThreads()) {
      WeakReference<Future<?>> cancelled = cancelled(threads);

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(cancelled.get()).isNull();
              });
    }
  }

  private static WeakReference<Future<?>> cancelled(LookupThreads threads) {
    Future<?> later = threads.later(Duration.ofHours(1), () -> {});
    later.cancel(false);
    return new WeakReference<>(later);
  }

  @Test
  void whatTheyHaveTakenGoesOnOnceTheyAreClosed() throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    LookupThreads threads = new LookupThreads();
    threads.later(Duration.ofSeconds(1), () -> done.complete(null));

    threads.close();

    done.get(10, TimeUnit.SECONDS);
  }
}
