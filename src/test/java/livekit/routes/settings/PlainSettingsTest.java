package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSettingsTest {
  @Test
  void namesASettingThatCannotBeRead() {
    assertThatThrownBy(
            () ->
                Settings.read(
                    name -> {
                      if (name.equals("HTTP_HOST")) {
                        throw new IllegalArgumentException("Cannot parse {{my-password}}");
                      }
                      return null;
                    },
                    Map.of(),
                    false))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("HTTP_HOST: could not be read")
        .hasMessageNotContaining("my-password")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void takesABlankTextForNone(String blank) {
    assertThat(Given.plain("HTTP_PORT", blank).settings().http().port()).isEqualTo(8080);
  }

  @Test
  void takesBlanksAroundAValueAway() {
    assertThat(Given.plain("HTTP_PORT", " 81 ").settings().http().port()).isEqualTo(81);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "true"})
  void readsASwitchInAnyCase(String text) {
    assertThat(Given.plain("ANONYMOUS_AGENTS", text).settings().anonymousAgents()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "on", "tru", "\"true\""})
  void refusesAnotherWordForASwitch(String text) {
    for (String name :
        new String[] {
          "ANONYMOUS_AGENTS",
          "ANONYMOUS_ROOMS",
          "AUTH_REQUIRED",
          "AUTH_QUERY_API_KEY",
          "TOKEN_CAN_PUBLISH",
          "TOKEN_CAN_SUBSCRIBE",
          "TOKEN_CAN_PUBLISH_DATA"
        }) {
      assertThat(Given.plain(name, text).refusalOf(name))
          .isEqualTo(name + ": expected true or false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "1.0", "1e2", "0x1", "99999999999", "x", "٣"})
  void refusesWhatIsNotAWholeNumber(String text) {
    for (String name :
        new String[] {
          "HTTP_PORT",
          "MANAGEMENT_PORT",
          "ROOM_CLAIMS_MAX",
          "ROOM_CLAIMS_MAX_PER_TENANT",
          "ROOM_MAX_PARTICIPANTS"
        }) {
      assertThat(Given.plain(name, text).refusalOf(name)).contains("expected a whole number from");
    }
  }
}
