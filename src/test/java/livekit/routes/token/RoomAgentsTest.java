package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomAgentsTest {
  private final ObjectMapper json = StrictJson.mapper();
  private final RoomAgents agents = new RoomAgents();

  @Test
  void hasNoAgentsWhereNoneAreAskedFor() {
    assertThat(agents.of(new TokenRequest("r", "n", "i", null, null, null))).isEmpty();
    assertThat(of("null")).isEmpty();
    assertThat(of("{}")).isEmpty();
    assertThat(of("{\"agents\":null}")).isEmpty();
    assertThat(of("{\"agents\":[]}")).isEmpty();
  }

  @Test
  void readsBothSpellings() {
    RoomAgent expected = new RoomAgent("a", "m", "d", Map.of("k", "v"), "JRP_NEVER");
    String rest = "\"metadata\":\"m\",\"deployment\":\"d\",\"attributes\":{\"k\":\"v\"}";
    assertThat(ofAgents("{\"agent_name\":\"a\",\"restart_policy\":\"JRP_NEVER\"," + rest + "}"))
        .containsExactly(expected);
    assertThat(ofAgents("{\"agentName\":\"a\",\"restartPolicy\":\"JRP_NEVER\"," + rest + "}"))
        .containsExactly(expected);
  }

  @Test
  void takesNullAsAbsentAndKeepsTheOrder() {
    assertThat(
            ofAgents(
                "{\"agent_name\":\"b\",\"metadata\":null,\"attributes\":null},"
                    + "{\"agent_name\":\"a\"},{}"))
        .extracting(RoomAgent::claims)
        .containsExactly(Map.of("agentName", "b"), Map.of("agentName", "a"), Map.of());
  }

  @Test
  void takesAnAgentOnceTheFirstTime() {
    assertThat(
            ofAgents(
                "{\"agent_name\":\"a\",\"metadata\":\"1\"},{},{\"agentName\":\"a\"},"
                    + "{\"agent_name\":\"a\",\"deployment\":\"d\"},{\"agent_name\":\"\"}"))
        .extracting(RoomAgent::claims)
        .containsExactly(
            Map.of("agentName", "a", "metadata", "1"),
            Map.of(),
            Map.of("agentName", "a", "deployment", "d"));
  }

  @Test
  void ignoresMembersThatAreNotSet() {
    assertThat(
            of(
                "{\"name\":\"\",\"empty_timeout\":0,\"departureTimeout\":null,\"tags\":{},"
                    + "\"maxParticipants\":0.0,\"max_participants\":0,\"metadata\":\"\","
                    + "\"egress\":[],\"sync_streams\":false,\"min_playout_delay\":-0.0,"
                    + "\"agents\":[{\"agent_name\":\"a\"}]}"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          "metadata":"{}"             | room_config.metadata
          "maxParticipants":1         | room_config.maxParticipants
          "max_participants":"0"      | room_config.max_participants
          "empty_timeout":1e-3        | room_config.empty_timeout
          "departure_timeout":1e99999 | room_config.departure_timeout
          "sync_streams":true         | room_config.sync_streams
          "tags":{"a":""}             | room_config.tags
          "egress":{"room":{}}        | room_config.egress
          "name":[null]               | room_config.name
          "name":" "                  | room_config.name
          "unknown":null              | room_config.unknown
          "roomAdmin":false           | room_config.roomAdmin
          "Agents":[]                 | room_config.Agents
          """)
  void refusesEverythingElseByName(String member, String field) {
    assertNotAllowed("{" + member + "}", field + " may not be set by callers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "<b>", "\\n", "ü", "a.b"})
  void doesNotRepeatANameThatCouldCarryMore(String name) {
    assertNotAllowed(
        "{\"" + name + "\":null}", "room_config has a field that may not be set by callers");
  }

  @Test
  void repeatsNamesOfAtMost64Characters() {
    String name = "a".repeat(64);
    assertNotAllowed("{\"" + name + "\":1}", "room_config." + name + " may not be set by callers");
    assertNotAllowed(
        "{\"" + name + "a\":1}", "room_config has a field that may not be set by callers");
  }

  @Test
  void refusesUnknownMembersOfAnAgent() {
    assertNotAllowed(
        "{\"agents\":[{\"agent_name\":\"a\",\"room\":null}]}",
        "room_config.agents.room may not be set by callers");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          []                                    | room_config must be an object
          "a"                                   | room_config must be an object
          false                                 | room_config must be an object
          {"agents":{}}                         | room_config.agents must be an array
          {"agents":""}                         | room_config.agents must be an array
          {"agents":["a"]}                      | room_config.agents must be an array of objects
          {"agents":[null]}                     | room_config.agents must be an array of objects
          {"agents":[{"agent_name":5}]}         | room_config.agents.agent_name must be a string
          {"agents":[{"metadata":{}}]}          | room_config.agents.metadata must be a string
          {"agents":[{"metadata":"\\ud800"}]}   | room_config.agents.metadata must be well-formed Unicode text
          {"agents":[{"deployment":[]}]}        | room_config.agents.deployment must be a string
          {"agents":[{"attributes":[]}]}        | room_config.agents.attributes must be an object whose values are strings
          {"agents":[{"attributes":{"a":1}}]}   | room_config.agents.attributes must be an object whose values are strings
          {"agents":[{"attributes":{"a":null}}]} | room_config.agents.attributes must be an object whose values are strings
          {"agents":[{"restart_policy":"evil"}]} | room_config.agents.restart_policy must be JRP_ON_FAILURE or JRP_NEVER
          {"agents":[{"restart_policy":1}]}     | room_config.agents.restart_policy must be a string
          {"agents":[{"agent_name":"a","agentName":"b"}]} | room_config.agents.agent_name must be given once
          {"agents":[{"agentName":"b","agent_name":null}]} | room_config.agents.agent_name must be given once
          """)
  void refusesTheWrongType(String config, String detail) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> of(config))
        .withMessage(detail);
  }

  @Test
  void takesEightAgentsAndNotNine() {
    assertThat(
            ofAgents(
                IntStream.range(0, 8)
                    .mapToObj("{\"agent_name\":\"%d\"}"::formatted)
                    .collect(Collectors.joining(","))))
        .hasSize(8);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> ofAgents(String.join(",", Collections.nCopies(9, "{}"))))
        .withMessage("room_config.agents must have at most 8 entries");
  }

  private void assertNotAllowed(String config, String detail) {
    assertThatExceptionOfType(FieldNotAllowedException.class)
        .isThrownBy(() -> of(config))
        .withMessage(detail);
  }

  private List<RoomAgent> ofAgents(String entries) {
    return of("{\"agents\":[" + entries + "]}");
  }

  private List<RoomAgent> of(String config) {
    return agents.of(new TokenRequest("r", "n", "i", null, null, tree(config)));
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
