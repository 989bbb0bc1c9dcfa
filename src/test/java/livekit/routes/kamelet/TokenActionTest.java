package livekit.routes.kamelet;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livekit.routes.token.InvalidClaimException;
import livekit.routes.token.TokenVerifier;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenActionTest {
  private static final String KAMELET = "livekit-token-action";

  /** Every member, as a route may give it in a parameter: text. */
  static final Map<String, String> ALL =
      new TreeMap<>(
          Map.ofEntries(
              entry("identity", "ada"),
              entry("name", "Ada L. 数学"),
              entry("kind", "agent"),
              entry("kindDetails", "cloud_agent, forwarded"),
              entry("metadata", "{\"a\":1}"),
              entry("attributes", "{\"role\":\"host\",\"lk.x\":\"\"}"),
              entry("sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
              entry("roomPreset", "preset"),
              entry("roomConfig", "{\"emptyTimeout\":60,\"agents\":[{\"agentName\":\"helper\"}]}"),
              entry("roomCreate", "true"),
              entry("roomList", "true"),
              entry("roomRecord", "true"),
              entry("roomAdmin", "true"),
              entry("roomJoin", "true"),
              entry("room", "lobby"),
              entry("canPublish", "false"),
              entry("canSubscribe", "true"),
              entry("canPublishData", "false"),
              entry("canPublishSources", "camera,screen_share_audio"),
              entry("canUpdateOwnMetadata", "true"),
              entry("ingressAdmin", "true"),
              entry("hidden", "true"),
              entry("recorder", "true"),
              entry("agent", "true"),
              entry("canSubscribeMetrics", "false"),
              entry("canManageAgentSession", "true"),
              entry("destinationRoom", "hall"),
              entry("sipAdmin", "true"),
              entry("sipCall", "true"),
              entry("agentAdmin", "true"),
              entry("agentSimulationAdmin", "true"),
              entry("inferencePerform", "true"),
              entry("observabilityWrite", "true")));

  /** The same, in the token. */
  static final Map<String, Object> ALL_CLAIMS =
      Map.ofEntries(
          entry("sub", "ada"),
          entry("name", "Ada L. 数学"),
          entry("kind", "agent"),
          entry("kindDetails", List.of("cloud_agent", "forwarded")),
          entry("metadata", "{\"a\":1}"),
          entry("attributes", Map.of("role", "host", "lk.x", "")),
          entry("sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
          entry("roomPreset", "preset"),
          entry(
              "roomConfig",
              Map.of("emptyTimeout", 60, "agents", List.of(Map.of("agentName", "helper")))),
          entry(
              "video",
              Map.ofEntries(
                  entry("roomCreate", true),
                  entry("roomList", true),
                  entry("roomRecord", true),
                  entry("roomAdmin", true),
                  entry("roomJoin", true),
                  entry("room", "lobby"),
                  entry("canPublish", false),
                  entry("canSubscribe", true),
                  entry("canPublishData", false),
                  entry("canPublishSources", List.of("camera", "screen_share_audio")),
                  entry("canUpdateOwnMetadata", true),
                  entry("ingressAdmin", true),
                  entry("hidden", true),
                  entry("recorder", true),
                  entry("agent", true),
                  entry("canSubscribeMetrics", false),
                  entry("canManageAgentSession", true),
                  entry("destinationRoom", "hall"))),
          entry("sip", Map.of("admin", true, "call", true)),
          entry("agent", Map.of("admin", true, "simulationAdmin", true)),
          entry("inference", Map.of("perform", true)),
          entry("observability", Map.of("write", true)));

  private PlainApplication application;

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
  }

  @Test
  void writesEveryMemberThatIsAParameter() throws Exception {
    Map<String, Object> claims = claims(sign(ALL, Map.of()));

    assertThat(claims).containsAllEntriesOf(ALL_CLAIMS);
    assertThat(claims.keySet()).hasSize(ALL_CLAIMS.size() + 4).contains("iss", "nbf", "iat", "exp");
  }

  @Test
  void writesEveryMemberThatIsAVariable() throws Exception {
    Map<String, Object> variables = new HashMap<>();
    ALL.forEach((name, value) -> variables.put("token." + name, value));
    variables.put("token.canPublish", false);
    variables.put("token.kindDetails", List.of("cloud_agent", "forwarded"));
    variables.put("token.attributes", Map.of("role", "host", "lk.x", ""));
    variables.put("token.roomConfig", ALL_CLAIMS.get("roomConfig"));
    variables.put("identity", "somebody else's");

    assertThat(claims(sign(Map.of(), variables))).containsAllEntriesOf(ALL_CLAIMS);
  }

  @Test
  void takesAVariableBeforeAParameterAndTheEmptyTextForNone() throws Exception {
    Map<String, Object> claims =
        claims(
            sign(
                Map.of("identity", "ada", "name", "Ada", "roomList", "true", "ttl", "1h"),
                Map.of("token.identity", "'null'", "token.name", "", "token.ttl", 90)));

    assertThat(claims).containsEntry("sub", "'null'").doesNotContainKey("name");
    assertThat((int) claims.get("exp") - (int) claims.get("iat")).isEqualTo(90);
  }

  @Test
  void livesForSixHoursFromNowWhereNothingIsSaid() throws Exception {
    long now = Instant.now().getEpochSecond();
    JWTClaimsSet claims =
        SignedJWT.parse(sign(Map.of("roomList", "true"), Map.of())).getJWTClaimsSet();

    assertThat(claims.getIssueTime().toInstant().getEpochSecond()).isBetween(now - 1, now + 5);
    assertThat(claims.getNotBeforeTime()).isEqualTo(claims.getIssueTime());
    assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
        .isEqualTo(6 * 3600 * 1000);
  }

  @Test
  void leavesOutAFalseSwitchAndWritesAFalseTriState() throws Exception {
    Map<String, Object> claims =
        claims(
            sign(Map.of("roomList", "true", "hidden", "false", "canSubscribe", "false"), Map.of()));

    assertThat(claims.get("video")).isEqualTo(Map.of("roomList", true, "canSubscribe", false));
  }

  @Test
  void leavesHeadersAndVariablesAsTheyWere() throws Exception {
    start(Map.of("roomList", "true"));
    Exchange done = application.send("x", Map.of("X-Mine", "1"), Map.of("token.name", "Ada"));

    assertThat(done.getMessage().getHeaders()).isEqualTo(Map.of("X-Mine", "1"));
    assertThat(done.getVariables()).isEqualTo(Map.of("token.name", "Ada"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "canPublish        | yes        | expected true or false",
        "roomAdmin         | 1          | expected true or false",
        "kind              | AGENT      | expected one of standard, ingress, egress, sip, agent,",
        "kindDetails       | clown      | expected a list of cloud_agent,",
        "canPublishSources | microfone  | expected a list of camera, microphone,",
        "attributes        | [1]        | expected a JSON object",
        "attributes        | {\"a\":1}  | expected keys and values of Unicode text",
        "attributes        | {\"a\":null} | expected keys and values of Unicode text",
        "roomConfig        | nonsense   | expected a JSON object",
        "ttl               | 0          | expected whole seconds",
        "ttl               | 1.5s       | expected whole seconds"
      })
  void stopsTheStartWithAClearLine(String parameter, String value, String line) {
    assertThatThrownBy(() -> start(Map.of(parameter, value)))
        .rootCause()
        .hasMessageStartingWith("livekit-token-action: " + parameter + ": ")
        .hasMessageContaining(line)
        .message()
        .doesNotContain(value.length() > 3 ? value : "\0");
  }

  @Test
  void stopsTheStartWithoutAKey() {
    assertThatThrownBy(
            () -> PlainApplication.with(PlainApplication.route(KAMELET, Map.of("apiKey", "key"))))
        .rootCause()
        .hasMessage("livekit-token-action: set apiKey and apiSecret, or neither of them");
  }

  @ParameterizedTest
  @CsvSource({
    "identity,256",
    "name,256",
    "room,256",
    "destinationRoom,256",
    "metadata,524288",
    "roomPreset,256"
  })
  void countsTheBytesOfATextInUtf8(String member, int bytes) throws Exception {
    String fits = "é".repeat(bytes / 2);
    start(Map.of());

    assertThat(application.send("", Map.of(), Map.of("token." + member, fits)).getException())
        .isNull();
    assertRefused(member, fits + "x", "at most " + bytes + " bytes");
    assertRefused(member, "\uD800", "expected Unicode text");
    assertRefused(member, 5, "expected Unicode text");
  }

  @Test
  void countsTheBytesOfAttributesWithTheirKeys() throws Exception {
    start(Map.of());
    String fits = "x".repeat(64 * 1024 - 3);

    assertThat(
            application
                .send("", Map.of(), Map.of("token.attributes", Map.of("key", fits)))
                .getException())
        .isNull();
    assertRefused("attributes", Map.of("key2", fits), "at most 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "room"})
  void refusesToLetNobodyInOrIntoNoRoom(String missing) throws Exception {
    Map<String, Object> variables =
        new HashMap<>(
            Map.of("token.roomJoin", true, "token.identity", "ada", "token.room", "lobby"));
    variables.remove("token." + missing);
    start(Map.of());

    assertThat(application.send("", Map.of(), variables).getException())
        .isInstanceOf(InvalidClaimException.class)
        .hasMessage("roomJoin: expected identity and room beside it");
  }

  @Test
  void refusesAVariableThatIsNoMember() throws Exception {
    start(Map.of());
    assertRefused("canPublsh", "true", "a token has no member canPublsh");
  }

  /** What CheckCredentials in LiveKit's auth/grants.go refuses, and the outputs that it forgets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"participant\":{\"fileOutputs\":[{\"s3\":{\"secret\":\"x\"}}]}}",
        "{\"participant\":{\"segment_outputs\":[{\"gcp\":{\"credentials\":\"x\"}}]}}",
        "{\"room\":{\"file_outputs\":[{},{\"azure\":{\"account_key\":\"x\"}}]}}",
        "{\"room\":{\"fileOutputs\":[{\"azure\":{\"accountKey\":\"x\"}}]}}",
        "{\"room\":{\"segmentOutputs\":[{\"aliOSS\":{\"secret\":\"x\"}}]}}",
        "{\"room\":{\"imageOutputs\":[{\"s3\":{\"secret\":\"x\"}}]}}",
        "{\"room\":{\"streamOutputs\":[{\"urls\":[\"rtmp://a/key\"]}]}}",
        "{\"room\":{\"stream_outputs\":[{}]}}",
        "{\"room\":{\"file\":{\"s3\":{\"secret\":\"x\"}}}}",
        "{\"tracks\":{\"s3\":{\"secret\":\"x\"}}}",
        "{\"tracks\":{\"s3\":{\"proxy\":{\"password\":\"x\"}}}}",
        "{\"tracks\":{\"gcp\":{\"credentials\":\"x\"}}}"
      })
  void refusesCredentialsInTheEgressOfARoom(String egress) throws Exception {
    start(Map.of());
    assertRefused("roomConfig", "{\"egress\":" + egress + "}", "must not have credentials");
  }

  @Test
  void takesAnEgressWithoutCredentials() throws Exception {
    String config =
        "{\"egress\":{\"room\":{\"fileOutputs\":[{\"filepath\":\"x\",\"s3\":{\"bucket\":\"b\",\"secret\":\"\"}}]},"
            + "\"tracks\":{\"filepath\":\"y\"}}}";

    assertThat(claims(sign(Map.of(), Map.of("token.roomConfig", config))).get("roomConfig"))
        .isEqualTo(new ObjectMapper().readValue(config, Map.class));
  }

  @Test
  void refusesAMisspelledOrTooLongMemberOfARoomConfiguration() throws Exception {
    start(Map.of());
    assertRefused("roomConfig", "{\"emptyTimout\":5}", "no such member");
    assertRefused(
        "roomConfig", Map.of("metadata", "x".repeat(512 * 1024 + 1)), "at most 524288 bytes");
    assertRefused(
        "roomConfig",
        Map.of("agents", List.of(Map.of("metadata", "x".repeat(512 * 1024 + 1)))),
        "at most 524288 bytes");
  }

  private void assertRefused(String member, Object value, String line) {
    Exchange done = application.send("", Map.of(), Map.of("token." + member, value));
    assertThat(done.getException())
        .isInstanceOf(InvalidClaimException.class)
        .hasMessageContaining(line);
  }

  private String sign(Map<String, String> parameters, Map<String, Object> variables)
      throws Exception {
    start(parameters);
    Exchange done = application.send("any", Map.of(), variables);
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(String.class);
  }

  private void start(Map<String, String> parameters) throws Exception {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("apiKey", "key");
    all.put("apiSecret", "secret");
    application = PlainApplication.with(PlainApplication.route(KAMELET, all));
  }

  private static Map<String, Object> claims(String token) {
    return new TokenVerifier(Map.of("key", "secret"), Clock.systemUTC()).verify(token);
  }
}
