package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisLogTest {
  private final LogLines lines = LogLines.of("livekit.routes");
  private final RedisLog log = new RedisLog("Redis h:6379");

  @AfterEach
  void stopListening() {
    lines.close();
  }

  @Test
  void tellsOnceThatRedisIsAwayAndOnceThatItIsBack() {
    log.isThere();
    assertThat(lines.lines()).isEmpty();
    log.isAway("ConnectException");
    log.isAway("TimeoutException");
    log.isThere();
    log.isThere();
    assertThat(lines.lines())
        .containsExactly(
            "WARN Redis h:6379 does not answer, or takes no writes (ConnectException): rooms cannot"
                + " be claimed, and authenticated callers get 503",
            "INFO Redis h:6379 answers: rooms can be claimed again");
  }

  @Test
  void stepsThatFailInAnOutageAreNotToldBesides() {
    log.stepFailed("RedisException");
    log.isAway("ConnectException");
    log.stepFailed("RedisException");
    log.isThere();
    log.isThere();
    assertThat(lines.lines()).hasSize(2).noneMatch(line -> line.contains("steps"));
  }

  @Test
  void stepsThatFailWithoutAnOutageAreToldTogether() {
    log.stepFailed("WRONGTYPE");
    log.stepFailed("TimeoutException");
    assertThat(lines.lines()).as("a request writes nothing").isEmpty();
    log.isThere();
    log.stepFailed("TimeoutException");
    log.isThere();
    assertThat(lines.lines())
        .containsExactly(
            "WARN Redis h:6379 answers, but 2 steps on claims failed (the last: TimeoutException):"
                + " their callers got 503");
  }
}
