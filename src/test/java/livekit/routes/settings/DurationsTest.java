package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "21600, PT6H",
    "0, PT0S",
    "007, PT7S",
    "90s, PT90S",
    "10m, PT10M",
    "1.5h, PT90M",
    "10h, PT10H",
    "2 days, P2D",
    "1 day, P1D",
    "3d, P3D",
    "1 hour, PT1H",
    "2hours, PT2H",
    "2 hrs, PT2H",
    "1hr, PT1H",
    "1 minute, PT1M",
    "5 Minutes, PT5M",
    "5 min, PT5M",
    "5 mins, PT5M",
    "1 second, PT1S",
    "30 SECONDS, PT30S",
    "30sec, PT30S",
    "30secs, PT30S",
    "'  6H  ', PT6H",
    "'6 \t h', PT6H",
    "0.5s, PT0.5S",
    "0.000000001s, PT0.000000001S",
    "3650 days, P3650D",
    "315360000, P3650D",
  })
  void readsANumberAndAUnit(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-1h",
        "+1h",
        "NaN",
        "Infinity",
        "1e3",
        "0x10",
        ".5h",
        "5.h",
        "1,5h",
        "1 000",
        "h",
        "1h30m",
        "1h 30m",
        "90s x",
        "10ms",
        "10 w",
        "1y",
        "PT6H",
        "6:00",
        "6\nh",
        "٣h",
        "1.0000000001s",
        "3651 days",
        "315360000.1",
        "315360001",
        "9223372036854775807",
        "999999999999 days",
        "99999999999999999999999999999999s",
      })
  void refusesEverythingElse(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void readsUnitsInEveryLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      // In Turkish the small letter of I is not i.
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Durations.parse("5 MIN")).contains(Duration.ofMinutes(5));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0h", "0.5s", "1.5", "0.0001h", "nothing"})
  void refusesWhatIsNotWholeSecondsWhereTheyAreAskedFor(String text) {
    assertThat(Durations.parseWholeSeconds(text)).isEmpty();
  }

  @Test
  void takesWholeSecondsInAnyForm() {
    assertThat(Durations.parseWholeSeconds("1")).contains(Duration.ofSeconds(1));
    assertThat(Durations.parseWholeSeconds("1.0s")).contains(Duration.ofSeconds(1));
    assertThat(Durations.parseWholeSeconds("0.5m")).contains(Duration.ofSeconds(30));
  }
}
