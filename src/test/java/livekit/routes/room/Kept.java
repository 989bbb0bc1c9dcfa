package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;

/** What is still reachable. */
final class Kept {
  private Kept() {}

  /** Fails where somebody else still holds it after 10 s. */
  static void assertNotKept(WeakReference<?> object) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(object.get()).isNull();
            });
  }
}
