package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static livekit.routes.TokenBody.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of a request have to be: a refusal names the field, and repeats no value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFieldEdgeTest {
  private static final String ACME = "Bearer acme-secret";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings(), "AUTH_REQUIRED", "false");
  }

  @AfterAll
  void stop() {
    assertThat(livekit.calls()).as("calls for a tenant that was refused").isEmpty();
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"room_name", "participant_name", "participant_identity"})
  void isRequiredAndNotBlank(String field) {
    assertInvalid(with(field, null), field + " is required");
    for (String blank : new String[] {"null", "\"\"", "\" \\t\\r\\n\"", "\"\\u2003\""}) {
      assertInvalid(with(field, blank), field + " is required");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"room_name", "participant_name", "participant_identity"})
  void isAString(String field) {
    for (String other : new String[] {"5", "5.5", "true", "[]", "[\"evil\"]", "{\"a\":\"evil\"}"}) {
      assertInvalid(with(field, other), field + " must be a string");
    }
    for (String half : new String[] {"a\\ud800", "\\udc00a", "\\udc00\\ud800", "a\\u0000b"}) {
      assertInvalid(
          with(field, '"' + half + '"'),
          field + " must be well-formed Unicode text without U+0000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"room_name", "participant_name", "participant_identity"})
  void hasAtMost256BytesOfUtf8(String field) {
    for (String tooLong : new String[] {"a".repeat(257), "a" + "ü".repeat(128), "学".repeat(86)}) {
      assertInvalid(with(field, '"' + tooLong + '"'), field + " must have at most 256 UTF-8 bytes");
    }
    for (String longest : new String[] {"a".repeat(256), "ü".repeat(128), "😀".repeat(64)}) {
      assertThat(postAnonymously(with(field, '"' + longest + '"')).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          "participant_metadata":5           | participant_metadata must be a string
          "participant_metadata":"\\ud800"   | participant_metadata must be well-formed Unicode text
          "participant_attributes":[]        | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":1}   | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":null} | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":"\\udc00"} | participant_attributes must have values of well-formed Unicode text
          "participant_attributes":{"\\ud800":"a"} | The body must be valid JSON in UTF-8, with no key twice in one object.
          "room_config":5                    | room_config must be an object
          "room_config":"evil"               | room_config must be an object
          "room_config":[]                   | room_config must be an object
          """)
  void thatIsOptionalHasItsTypeToo(String member, String detail) {
    assertInvalid(body(member), detail);
  }

  @Test
  void hasAtMost1000Entries() {
    String members = "\"participant_attributes\":%s";
    String agent = "\"room_config\":{\"agents\":[{\"attributes\":%s}]}";
    assertThat(postAnonymously(body(members.formatted(texts(1000)))).statusCode()).isEqualTo(200);
    assertInvalid(
        body(members.formatted(texts(1001))),
        "participant_attributes must have at most 1000 entries");
    assertInvalid(
        body(agent.formatted(texts(1001))),
        "room_config.agents.attributes must have at most 1000 entries");
  }

  private static String texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":\"\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void thatIsUnknownOrNullIsIgnored() {
    String nulls =
        "\"participant_metadata\":null,\"participant_attributes\":null,\"room_config\":null";
    assertThat(postAnonymously(body(nulls)).statusCode()).isEqualTo(200);
    assertThat(postAnonymously(body("\"evil\":[{\"room_name\":5}],\"token\":null")).statusCode())
        .isEqualTo(200);
  }

  private void assertInvalid(String json, String detail) {
    assertProblem(gateway.token(ACME, json), "invalid_request", detail);
  }

  /** Without credentials: a good request of a tenant would be a call to LiveKit. */
  private HttpResponse<String> postAnonymously(String json) {
    return gateway.token(null, json);
  }
}
