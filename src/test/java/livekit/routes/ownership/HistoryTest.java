package livekit.routes.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void isItsOwnText() {
    String text = "race r0 acme@0 globex@1; pass r0 16000; empty-redis; ask r0 acme@0";

    assertThat(History.parse(text)).hasToString(text);
  }

  @Test
  void isTheSameForOneSeed() {
    assertThat(Histories.of(7)).isEqualTo(Histories.of(7)).isNotEqualTo(Histories.of(8));
  }

  @Test
  void becomesSmallerByStepsAndByCallersOfARace() {
    History history = History.parse("ask r0 acme@0; race r0 acme@0 globex@1 acme@1");

    assertThat(history.smaller())
        .extracting(History::toString)
        .containsExactly(
            "race r0 acme@0 globex@1 acme@1",
            "ask r0 acme@0",
            "ask r0 acme@0; race r0 globex@1 acme@1",
            "ask r0 acme@0; race r0 acme@0 acme@1",
            "ask r0 acme@0; race r0 acme@0 globex@1");
  }
}
