package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private final ObjectMapper mapper = StrictJson.mapper();

  record Part(String text) {}

  record Whole(String text, Map<String, String> texts, List<Part> parts, JsonNode tree) {}

  @Test
  void readsWhatIsThere() throws Exception {
    Whole whole = mapper.readValue("{\"text\":\"5\",\"texts\":{\"a\":\"b\"}}", Whole.class);
    assertThat(whole).isEqualTo(new Whole("5", Map.of("a", "b"), null, null));
  }

  @Test
  void ignoresUnknownMembersAndTakesNullAsAbsent() throws Exception {
    Whole whole =
        mapper.readValue("{\"text\":null,\"other\":{\"x\":[1]},\"parts\":[null]}", Whole.class);
    assertThat(whole.text()).isNull();
    assertThat(whole.parts()).containsExactly((Part) null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":5}",
        "{\"text\":5.5}",
        "{\"text\":true}",
        "{\"text\":[\"a\"]}",
        "{\"text\":{}}",
        "{\"texts\":{\"a\":5}}",
        "{\"texts\":{\"a\":false}}",
        "{\"texts\":\"\"}",
        "{\"texts\":[]}",
        "[]",
        "null",
        "\"\"",
        "\"text\"",
        "5",
        "",
        "  ",
        "{\"text\":\"a\"} x",
        "{\"text\":\"a\"}{}",
        "null null",
        "{\"text\":\"a\",\"text\":\"a\"}",
        "{\"tree\":{\"a\":1,\"a\":1}}",
        "{\"tree\":NaN}",
        "{'text':'a'}",
        "{\"text\":\"a\",}",
        "{\"text\":\"a\"/**/}",
        "{\"text\":\"\n\"}",
        "{\"text\":\"a"
      })
  void refusesWhatJacksonWouldGuessAbout(String json) {
    assertRefused(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertRefused("{\"text\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void boundsTheNestingAlsoOfWhatItIgnores() throws Exception {
    assertThat(mapper.readTree("[".repeat(60) + "]".repeat(60))).isNotNull();
    assertRefused(("{\"other\":" + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
    assertRefused(("{\"tree\":" + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesTheSameInTrees() {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> mapper.readTree("{\"auth_id\":\"a\",\"auth_id\":\"b\"}"));
    assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> mapper.readTree("{} x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":1.10}",
        "{\"n\":12345678901234567890.123456789}",
        "{\"n\":1E+400}",
        "{\"n\":123456789012345678901234567890}"
      })
  void writesOtherPeoplesNumbersBackAsTheyWere(String json) throws Exception {
    assertThat(mapper.writeValueAsString(mapper.readTree(json))).isEqualTo(json);
  }

  private void assertRefused(byte[] json) {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> mapper.readValue(json, Whole.class));
  }
}
