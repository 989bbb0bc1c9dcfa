package livekit.routes.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallTimerTest {
  private final CountDownLatch cancelled = new CountDownLatch(1);

  @Test
  void cancelsACallThatTakesLongerThanTheBound() throws Exception {
    try (CallTimer timer = new CallTimer(Duration.ofMillis(20));
        CallTimer.Run run = timer.start(cancelled::countDown)) {
      assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(run.cutOff()).isTrue();
    }
  }

  @Test
  void leavesACallAloneThatHasEnded() {
    try (CallTimer timer = new CallTimer(Duration.ofSeconds(30))) {
      CallTimer.Run run = timer.start(cancelled::countDown);
      run.close();
      run.run();

      assertThat(run.cutOff()).isFalse();
      assertThat(cancelled.getCount()).isEqualTo(1);
    }
  }

  @Test
  void boundsTheCallsUnderWayWhenItIsClosedAndTakesNoMore() {
    CallTimer timer = new CallTimer(Duration.ofMillis(50));
    try (CallTimer.Run run = timer.start(cancelled::countDown)) {
      timer.close();

      assertThatThrownBy(() -> timer.start(cancelled::countDown))
          .isInstanceOf(RejectedExecutionException.class);
      await().untilAsserted(() -> assertThat(run.cutOff()).isTrue());
    }
  }
}
