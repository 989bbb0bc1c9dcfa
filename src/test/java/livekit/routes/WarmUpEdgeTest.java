package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A warm-up, without the process that it is for. */
class WarmUpEdgeTest {
  private final AtomicBoolean letGo = new AtomicBoolean();

  @Test
  void letsGoOfWhatItHasLeftBehind() {
    WarmUp warmUp = new WarmUp(20, () -> letGo.set(true));

    warmUp.start();

    await().atMost(Duration.ofSeconds(19)).until(warmUp::isDone);
    assertThat(letGo).isTrue();
  }

  @Test
  void endsWithTheProcess() {
    WarmUp warmUp = new WarmUp(1_000_000, () -> letGo.set(true));
    warmUp.start();
    await().atMost(Duration.ofSeconds(14)).until(WarmUpEdgeTest::asks);
    assertThat(warmUp.isDone()).isFalse();

    warmUp.stop();

    // Of itself it would go on until 15 s have passed, and let go.
    await().atMost(Duration.ofSeconds(5)).until(warmUp::isDone);
    assertThat(letGo).isFalse();
  }

  private static boolean asks() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("warm-up-caller"));
  }
}
