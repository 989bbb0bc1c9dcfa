package livekit.routes.room;

import static livekit.routes.room.Kept.assertNotKept;

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
      assertNotKept(cancelled(threads));
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
