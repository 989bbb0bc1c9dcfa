package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingExceptionTest {
  @Test
  void isOneLineThatNamesTheSetting() {
    assertThat(new SettingException("HTTP_PORT", "expected\r\na number\nor so"))
        .hasMessage("HTTP_PORT: expected a number or so")
        .hasNoCause();
  }

  @Test
  void hasNoStackTrace() {
    assertThat(new SettingException("HTTP_PORT", "expected a number").getStackTrace()).isEmpty();
  }
}
