package livekit.routes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import livekit.routes.settings.TenantPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPrefixesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "a-1, a-",
        "a-, a-",
        "a, none",
        "a-b-1, a-b-",
        "a-b, a-",
        "a-ba, a-",
        "A-1, none",
        "b, none",
        "z, none",
        "'', none",
        "ab, ab",
        "äb, ä",
      })
  void findsTheLongestThatANameBeginsWith(String name, String longest) {
    assertThat(of(List.of("a-", "a-b-", "a-b-c-d", "ab", "ä")).longestOf(name)).isEqualTo(longest);
  }

  @Test
  void findsNoneWhereThereAreNone() {
    assertThat(of(List.of()).longestOf("any")).isNull();
  }

  @Test
  void findsWhatTryingEachOfThemFinds() {
    Random random = new Random(20_260_701);
    for (int round = 0; round < 200; round++) {
      List<String> prefixes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        prefixes.add(text(random, 1 + random.nextInt(5)));
      }
      RoomPrefixes all = of(prefixes);
      for (int i = 0; i < 100; i++) {
        String name = text(random, random.nextInt(8));
        String expected =
            prefixes.stream()
                .filter(name::startsWith)
                .max((one, other) -> one.length() - other.length())
                .orElse(null);
        assertThat(all.longestOf(name)).as("%s in %s", name, prefixes).isEqualTo(expected);
      }
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab\ud83d\ude00".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static RoomPrefixes of(List<String> prefixes) {
    return new RoomPrefixes(
        prefixes.stream().map(prefix -> new TenantPolicy(prefix, null, null, null, null)).toList());
  }
}
