package livekit.routes.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken and refused follows what livekit-server 1.13.5 was seen to do. */
class RoomRequestTest {
  @Test
  void readsSnakeCaseAndCamelCase() {
    RoomRequest expected =
        new RoomRequest(
            "a",
            "",
            List.of(),
            "m",
            7,
            8,
            9,
            List.of(),
            new EmulatedAgent("", "m", "", "", Map.of()),
            ParticipantFields.NONE);

    assertThat(
            read(
                """
                {"name":"a","metadata":"m","empty_timeout":7,"departure_timeout":8,
                 "max_participants":9}"""))
        .isEqualTo(expected);
    assertThat(
            read(
                """
                {"name":"a","metadata":"m","emptyTimeout":7,"departureTimeout":8,
                 "maxParticipants":9}"""))
        .isEqualTo(expected);
  }

  @Test
  void takesNullForAbsentAndIgnoresWhatItDoesNotKnow() {
    assertThat(read("{\"name\":null,\"names\":null,\"empty_timeout\":null,\"tags\":[{}]}"))
        .isEqualTo(read("{}"))
        .isEqualTo(new RoomRequest("", "", List.of(), "", 0, 0, 0));
  }

  @Test
  void readsAgentsInBothSpellings() {
    String rest = "\"metadata\":\"m\",\"deployment\":\"d\",\"attributes\":{\"k\":\"v\"}";
    String snake = "{\"agent_name\":\"a\",\"restart_policy\":\"JRP_NEVER\"," + rest + "}";
    String camel = "{\"agentName\":\"a\",\"restartPolicy\":\"JRP_NEVER\"," + rest + "}";
    EmulatedAgent agent = new EmulatedAgent("a", "m", "d", "JRP_NEVER", Map.of("k", "v"));

    assertThat(read("{\"agents\":[" + snake + "," + camel + ",{}]}").agents())
        .containsExactly(agent, agent, EmulatedAgent.UNNAMED);
    assertThat(read(snake).agent()).isEqualTo(read(camel).agent()).isEqualTo(agent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "\"10\"", "1e1", "10.0", "\"1e1\""})
  void readsANumberInEveryFormOfProtobuf(String number) {
    assertThat(read("{\"empty_timeout\":" + number + "}").emptyTimeout()).isEqualTo(10);
  }

  @Test
  void readsTheLargestNumber() {
    assertThat(read("{\"empty_timeout\":4294967295}").emptyTimeout()).isEqualTo(4_294_967_295L);
  }

  @Test
  void ignoresTextAfterTheObject() {
    assertThat(read("{\"names\":[\"a\"]} xx").names()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"names\":\"a\"}",
        "{\"names\":[1]}",
        "{\"names\":[null]}",
        "{\"name\":1}",
        "{\"metadata\":{}}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"empty_timeout\":1,\"emptyTimeout\":2}",
        "{\"empty_timeout\":-1}",
        "{\"empty_timeout\":1.5}",
        "{\"empty_timeout\":4294967296}",
        "{\"empty_timeout\":\"\"}",
        "{\"empty_timeout\":\" 1\"}",
        "{\"empty_timeout\":true}",
        "{\"empty_timeout\":1e999}",
        "{\"name\":\"\\ud800\"}",
        "{\"agents\":{}}",
        "{\"agents\":[null]}",
        "{\"agents\":[{\"agent_name\":1}]}",
        "{\"agents\":[{\"agent_name\":\"a\",\"agentName\":\"a\"}]}",
        "{\"attributes\":[]}",
        "{\"attributes\":{\"a\":null}}"
      })
  void refusesWhatLiveKitRefuses(String json) {
    assertMalformed(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertMalformed("{\"name\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertMalformed(byte[] json) {
    assertThatThrownBy(() -> RoomRequest.read(json))
        .isInstanceOfSatisfying(
            TwirpException.class, e -> assertThat(e.code()).isEqualTo("malformed"));
  }

  private static RoomRequest read(String json) {
    return RoomRequest.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
