package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the caller's {@code room_config} only the agents count, and only a tenant's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomConfigEdgeTest {
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
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          name              | "evil"
          empty_timeout     | 1
          emptyTimeout      | 1
          departure_timeout | 0.5
          departureTimeout  | -1
          max_participants  | 1
          maxParticipants   | "0"
          metadata          | "{}"
          egress            | {"room":{}}
          min_playout_delay | 1
          minPlayoutDelay   | [0]
          max_playout_delay | 1
          maxPlayoutDelay   | " "
          sync_streams      | true
          syncStreams       | true
          tags              | {"evil":""}
          unknown           | null
          Agents            | []
          """)
  void mayNotSetAnythingElse(String member, String value) throws Exception {
    String config = "\"room_config\":{\"agents\":[],\"%s\":%s}".formatted(member, value);
    for (String caller : new String[] {null, ACME}) {
      assertProblem(
          gateway.token(caller, body(config)),
          "field_not_allowed",
          "room_config." + member + " may not be set by callers");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<evil>", "evil evil", "é", "", "a\\nb"})
  void namesNoFieldThatCouldCarryAnything(String member) {
    assertProblem(
        gateway.token(ACME, body("\"room_config\":{\"%s\":1}".formatted(member))),
        "field_not_allowed",
        "room_config has a field that may not be set by callers");
    assertProblem(
        gateway.token(ACME, body("\"room_config\":{\"agents\":[{\"%s\":1}]}".formatted(member))),
        "field_not_allowed",
        "room_config.agents has a field that may not be set by callers");
  }

  @Test
  void mayHaveWhatIsNotSet() throws Exception {
    String unset =
        """
        "room_config":{"name":"","emptyTimeout":0,"departure_timeout":0.0,"maxParticipants":null,
          "metadata":"","egress":{},"tags":{},"syncStreams":false,"min_playout_delay":0,"agents":null}""";
    assertThat(gateway.token(null, body(unset)).statusCode()).isEqualTo(200);
    assertThat(roomConfig(gateway.token(ACME, body(unset))))
        .isEqualTo(Map.of("metadata", "{\"auth_id\":\"acme\"}"));
  }

  @Test
  void givesATenantTheAgentsRebuilt() throws Exception {
    String agents =
        """
        "room_config":{"agents":[{"agent_name":"one","metadata":"m","deployment":null},
          {"agentName":"two","attributes":{"k":"v"},"restartPolicy":"JRP_NEVER"},{}]}""";
    assertThat(roomConfig(gateway.token(ACME, body(agents))))
        .containsEntry(
            "agents",
            List.of(
                Map.of("agentName", "one", "metadata", "m"),
                Map.of(
                    "agentName",
                    "two",
                    "attributes",
                    Map.of("k", "v"),
                    "restartPolicy",
                    "JRP_NEVER"),
                Map.of()))
        .containsEntry("metadata", "{\"auth_id\":\"acme\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {}                                     | room_config.agents must be an array
          "evil"                                 | room_config.agents must be an array
          ["evil"]                               | room_config.agents must be an array of objects
          [null]                                 | room_config.agents must be an array of objects
          [{"agent_name":5}]                     | room_config.agents.agent_name must be a string
          [{"agentName":"a","agent_name":"b"}]   | room_config.agents.agent_name must be given once
          [{"metadata":{}}]                      | room_config.agents.metadata must be a string
          [{"metadata":"\\ud800"}]               | room_config.agents.metadata must be well-formed Unicode text
          [{"attributes":{"k":1}}]               | room_config.agents.attributes must be an object whose values are strings
          [{"deployment":"a b"}]                 | room_config.agents.deployment must have at most 64 bytes of UTF-8, without underscores, blanks and control characters
          [{"deployment":"a_b"}]                 | room_config.agents.deployment must have at most 64 bytes of UTF-8, without underscores, blanks and control characters
          [{"deployment":"\\u007f"}]             | room_config.agents.deployment must have at most 64 bytes of UTF-8, without underscores, blanks and control characters
          [{"deployment":"ääääääääääääääääääääääääääääääääX"}] | room_config.agents.deployment must have at most 64 bytes of UTF-8, without underscores, blanks and control characters
          [{"restart_policy":"evil"}]            | room_config.agents.restart_policy must be JRP_ON_FAILURE or JRP_NEVER
          [{},{},{},{},{},{},{},{},{}]           | room_config.agents must have at most 8 entries
          """)
  void refusesAgentsThatDoNotFit(String agents, String detail) {
    String config = "\"room_config\":{\"agents\":%s}".formatted(agents);
    assertProblem(gateway.token(ACME, body(config)), "invalid_request", detail);
  }

  @Test
  void givesAnAnonymousCallerAgentsOnlyWhereTheSettingSaysSo() throws Exception {
    String one = body("\"room_config\":{\"agents\":[{\"agent_name\":\"a\"}]}");
    String eight =
        body("\"room_config\":{\"agents\":%s}".formatted(Collections.nCopies(8, "{}").toString()));
    assertProblem(
        gateway.token(null, one),
        "field_not_allowed",
        "room_config.agents is for authenticated callers.");
    assertThat(gateway.token(null, body("\"room_config\":{\"agents\":[]}")).statusCode())
        .isEqualTo(200);
    try (RunningGateway open =
        RunningGateway.with(
            livekit.settings(), "AUTH_REQUIRED", "false", "ANONYMOUS_AGENTS", "true")) {
      assertThat(roomConfig(open.token(null, one)))
          .isEqualTo(Map.of("agents", List.of(Map.of("agentName", "a"))));
      assertThat(open.token(null, eight).statusCode()).isEqualTo(200);
    }
  }

  private static Map<String, Object> roomConfig(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String token = new ObjectMapper().readTree(answer.body()).path("token").asText();
    return SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("roomConfig");
  }
}
