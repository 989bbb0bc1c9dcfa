package livekit.routes.tenant;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallerHeadersTest {
  @Test
  void leaveOutWhatProvesWhoIsCalling() {
    assertThat(
            headers(
                List.of(
                    entry("X-Team", "blue"),
                    entry("Authorization", "Bearer s"),
                    entry("PROXY-authorization", "s"),
                    entry("Cookie", "s"),
                    entry("Set-Cookie", "s"))))
        .containsExactly(entry("x-team", "blue"));
  }

  @Test
  void joinTheValuesOfAFieldThatCameTwice() {
    Map<String, String> headers =
        headers(List.of(entry("Via", "one"), entry("A", "b"), entry("via", "two")));
    assertThat(headers).containsExactly(entry("a", "b"), entry("via", "one, two"));
    assertThat(headers.get("via")).isEqualTo("one, two");
    assertThat(headers.containsKey("b")).isFalse();
  }

  @Test
  void areReadOnceAndNotBeforeTheyAreAskedFor() {
    AtomicInteger reads = new AtomicInteger();
    Map<String, String> headers =
        new CallerHeaders(
            () -> {
              reads.incrementAndGet();
              return List.of(entry("A", "b")).iterator();
            });
    assertThat(reads).hasValue(0);
    assertThat(headers.get("a")).isEqualTo("b");
    assertThat(headers).hasSize(1);
    assertThat(reads).hasValue(1);
  }

  private static Map<String, String> headers(List<Map.Entry<String, String>> fields) {
    return new CallerHeaders(fields);
  }
}
