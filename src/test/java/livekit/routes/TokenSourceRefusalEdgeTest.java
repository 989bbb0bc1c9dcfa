package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /livekit/connection} refuses by the rules and in the words of /livekit/token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenSourceRefusalEdgeTest {
  private static final String PATH = "/livekit/connection";
  private static final String ACME = "acme-secret";
  private static final String PAGE = "https://app.example";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;
  private RunningGateway mixed;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "CORS_ALLOWED_ORIGINS",
            PAGE,
            "AUTH_API_SECRETS_JSON",
            """
            [{"id":"acme","secret":"acme-secret"},
             {"id":"globex","secret":"globex-secret","room_prefix":"globex-"}]""");
    mixed = RunningGateway.with(livekit.settings(), "AUTH_REQUIRED", "false");
  }

  @AfterAll
  void stop() {
    gateway.close();
    mixed.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | The body must be a JSON object.
          null | The body must be a JSON object.
          5 | The body must be a JSON object.
          evil | The body must be valid JSON in UTF-8, with no key twice in one object.
          {"room_name":"a","room_name":"b"} | The body must be valid JSON in UTF-8, with no key twice in one object.
          {"room_name":"a","roomName":"a"} | room_name must be given once
          {"roomConfig":{},"room_config":null} | room_config must be given once
          {"roomName":5} | room_name must be a string
          {"participant_identity":["evil"]} | participant_identity must be a string
          {"participantName":"a\\u0000b"} | participant_name must be well-formed Unicode text without U+0000
          {"participantAttributes":{"evil":5}} | participant_attributes must be an object whose values are strings
          {"participantAttributes":{"evil":null}} | participant_attributes must be an object whose values are strings
          {"participant_metadata":"\\ud800"} | participant_metadata must be well-formed Unicode text
          {"roomConfig":[]} | room_config must be an object
          {"roomConfig":{"agents":{}}} | room_config.agents must be an array
          {"roomConfig":{"agents":[{},{},{},{},{},{},{},{},{}]}} | room_config.agents must have at most 8 entries
          """)
  void ofWhatDoesNotFit(String json, String detail) {
    assertProblem(post(ACME, json), "invalid_request", detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"roomName", "participantName", "participantIdentity"})
  void ofANameThatIsTooLong(String field) {
    String snake = field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);

    assertProblem(
        post(ACME, "{\"%s\":\"%s\"}".formatted(field, "ü".repeat(129))),
        "invalid_request",
        snake + " must have at most 256 UTF-8 bytes");
    assertThat(post(ACME, "{\"%s\":\"%s\"}".formatted(field, "ü".repeat(128))).statusCode())
        .isEqualTo(201);
  }

  @Test
  void ofARoomConfigThatIsNotTheCallersToSet() {
    for (String json :
        new String[] {
          "{\"roomConfig\":{\"metadata\":\"{}\"}}", "{\"room_config\":{\"metadata\":\"{}\"}}"
        }) {
      assertProblem(
          post(ACME, json), "field_not_allowed", "room_config.metadata may not be set by callers");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_url", "participant_token", "serverUrl", "participantToken"})
  void neverWithTheNamesOfAnAnswer(String name) {
    for (String json :
        new String[] {
          "{\"room_config\":{\"%s\":\"wss://evil\"}}",
          "{\"room_config\":{\"agents\":[{\"%s\":\"evil\"}]}}",
          "{\"participant_attributes\":{\"%s\":5}}",
          "{\"%s\":{\"%<s\":1,\"%<s\":2}}",
          "{\"room_name\":5,\"%s\":\"evil\"}"
        }) {
      HttpResponse<String> answer = post(ACME, json.formatted(name));

      assertThat(answer.statusCode()).as(json).isIn(400, 403);
      assertThat(answer.body()).doesNotContain(name).doesNotContain("evil");
    }
  }

  @Test
  void ofWhoMayNotCall() {
    assertProblem(post(null, "{}"), "missing_credentials");
    assertProblem(post("secret-of-nobody", "{}"), "invalid_credentials");
    assertProblem(send(mixed, "secret-of-nobody", "{}"), "invalid_credentials");
    // Whoever may not call is not told whether a room would have been.
    assertProblem(post("secret-of-nobody", "{\"room_name\":\"x\"}"), "invalid_credentials");
  }

  @Test
  void ofWhoseRoomItIs() {
    assertProblem(post("globex-secret", "{\"roomName\":\"lobby\"}"), "room_not_allowed");
    // Each room of the recording LiveKit is acme's.
    assertProblem(
        post("globex-secret", "{\"roomName\":\"globex-1\"}"), "room_owned_by_another_tenant");
  }

  @Test
  void ofAgentsForAnAnonymousCaller() {
    String agents = "{\"roomConfig\":{\"agents\":[{\"agentName\":\"helper\"}]}}";

    assertProblem(
        send(mixed, null, agents),
        "field_not_allowed",
        "room_config.agents is for authenticated callers.");
    assertThat(send(mixed, null, "{\"roomConfig\":{\"agents\":[]}}").statusCode()).isEqualTo(201);
  }

  @Test
  void ofWhatNeverReachesTheRoute() throws IOException {
    String head = " " + PATH + " HTTP/1.1\nHost: x\n";
    for (String method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
      assertProblem(RawHttp.exchange(gateway, method + head + "\n"), "method_not_allowed");
    }
    assertProblem(
        RawHttp.exchange(gateway, "POST " + PATH + "/x HTTP/1.1\nHost: x\n\n"), "not_found");
    String length = "Content-Length: ";
    assertProblem(
        RawHttp.exchange(gateway, "POST" + head + length + "2\n\n{}"), "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(
            gateway, "POST" + head + "Content-Type: text/plain\n" + length + "2\n\n{}"),
        "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(
            gateway, "POST" + head + "Content-Type: application/json\n" + length + "65537\n\n"),
        "request_too_large");
  }

  @Test
  void alsoToAPageOfAnAllowedOrigin() throws IOException {
    String head = " " + PATH + " HTTP/1.1\nHost: x\nOrigin: " + PAGE + "\n";
    HttpResponse<String> preflight =
        RawHttp.exchange(gateway, "OPTIONS" + head + "Access-Control-Request-Method: POST\n\n");
    HttpResponse<String> refusal = RawHttp.exchange(gateway, "POST" + head + "\n");

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-methods"))
        .hasValue("DELETE,GET,PATCH,POST");
    assertProblem(refusal, "missing_credentials");
    assertThat(refusal.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
  }

  private HttpResponse<String> post(String secret, String json) {
    return send(gateway, secret, json);
  }

  private static HttpResponse<String> send(RunningGateway to, String secret, String json) {
    return Http.post(to.url(PATH), secret == null ? null : "Bearer " + secret, json);
  }
}
