package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths below a room over HTTP: which names, bodies and permissions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParticipantsEdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANN = "/livekit/rooms/lobby/participants/ann";
  private static final String DATA = "/livekit/rooms/lobby/data";
  private static final String ACME = "acme-secret";
  private static final String LISTENER = "listener-secret";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_REQUIRED",
            "false",
            "TOKEN_CAN_PUBLISH_DATA",
            "false",
            "AUTH_API_SECRETS_JSON",
            """
            [{"id":"acme","secret":"acme-secret"},
             {"id":"listener","secret":"listener-secret","grants":["canSubscribe"]}]""");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|track_sid is required",
        "{\"track_sid\":\" \",\"muted\":true}|track_sid is required",
        "{\"track_sid\":5,\"muted\":true}|track_sid must be a string",
        "{\"track_sid\":\"x\"}|muted is required",
        "{\"track_sid\":\"x\",\"muted\":null}|muted is required",
        "{\"track_sid\":\"x\",\"muted\":1}|muted must be true or false",
        "{\"track_sid\":\"x\",\"muted\":\"true\"}|muted must be true or false",
        "null|The body must be a JSON object.",
        "{} {}|The body must be a JSON object."
      })
  void refusesToMuteWhatIsNotNamed(String body, String detail) throws IOException {
    assertInvalid(ANN + "/mute", body, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|data is required",
        "{\"data\":5}|data must be text in base64",
        "{\"data\":\"!\"}|data must be text in base64",
        "{\"data\":[1,2]}|data must be text in base64",
        "{\"data\":[]}|data must be text in base64",
        "{\"data\":\"\",\"kind\":\"EVIL\"}|kind must be RELIABLE or LOSSY",
        "{\"data\":\"\",\"kind\":0}|kind must be a string",
        "{\"data\":\"\",\"topic\":{}}|topic must be a string",
        "{\"data\":\"\",\"topic\":\"\\ud800\"}|topic must be well-formed Unicode text",
        "{\"data\":\"\",\"destination_identities\":\"ann\"}|destination_identities must be an array of strings",
        "{\"data\":\"\",\"destination_identities\":[5]}|destination_identities must be an array of strings",
        "{\"data\":\"\",\"destination_identities\":[null]}|destination_identities must be at most 1000 names, each not blank, of at most 256 UTF-8 bytes and without U+0000"
      })
  void refusesAMessageThatIsNone(String body, String detail) throws IOException {
    assertInvalid(DATA, body, detail);
  }

  @Test
  void refusesMoreThan1000Identities() throws IOException {
    assertInvalid(
        DATA,
        "{\"data\":\"\",\"destination_identities\":[\"a\"%s]}".formatted(",\"a\"".repeat(1000)),
        "destination_identities must be at most 1000 names, each not blank, of at most 256 UTF-8"
            + " bytes and without U+0000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"\"}|name must not be empty",
        "{\"name\":\"a\\u0000\"}|name must be well-formed Unicode text without U+0000",
        "{\"metadata\":\"\"}|metadata must not be empty",
        "{\"metadata\":{}}|metadata must be a string",
        "{\"attributes\":[]}|attributes must be an object whose values are strings",
        "{\"attributes\":{\"a\":null}}|attributes must be an object whose values are strings",
        "{\"attributes\":{\"a\":1}}|attributes must be an object whose values are strings",
        "{\"permission\":[]}|permission must be an object",
        "{\"permission\":{\"can_publish\":1}}|permission.can_publish must be true or false",
        "{\"permission\":{\"can_publish\":null}}|permission.can_publish must be true or false",
        "{\"permission\":{\"can_publish\":true,\"canPublish\":true}}|permission.can_publish must be given once",
        "{\"permission\":{\"can_publish_sources\":[\"EVIL\"]}}|permission.can_publish_sources must be an array of CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO",
        "{\"permission\":{\"can_publish_sources\":\"CAMERA\"}}|permission.can_publish_sources must be an array of CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO",
        "{}|The body must have name, metadata, attributes or permission.",
        "{\"evil\":1}|The body must have name, metadata, attributes or permission."
      })
  void refusesAChangeThatIsNone(String body, String detail) throws IOException {
    assertProblem(send("PATCH", ANN, ACME, body), "invalid_request", detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hidden",
        "recorder",
        "agent",
        "can_update_metadata",
        "canUpdateMetadata",
        "can_subscribe_metrics",
        "can_manage_agent_session",
        "roomAdmin",
        "evil"
      })
  void letsNobodyHaveAdministrativePermissions(String member) throws IOException {
    int before = livekit.calls().size();

    for (String value : new String[] {"true", "false", "null"}) {
      assertProblem(
          send("PATCH", ANN, ACME, "{\"permission\":{\"" + member + "\":" + value + "}}"),
          "field_not_allowed",
          "permission." + member + " may not be set by callers");
    }
    assertThat(livekit.calls()).hasSize(before);
  }

  @Test
  void givesNobodyMoreThanTheTokensOfTheTenant() throws IOException {
    int before = livekit.calls().size();

    assertProblem(
        send("PATCH", ANN, ACME, "{\"permission\":{\"can_publish_data\":true}}"),
        "field_not_allowed",
        "permission.can_publish_data may not be set by callers");
    assertProblem(
        send("PATCH", ANN, LISTENER, "{\"permission\":{\"canPublish\":true}}"),
        "field_not_allowed",
        "permission.can_publish may not be set by callers");
    assertThat(livekit.calls()).hasSize(before);
  }

  @Test
  void letsATenantTakeAwayWhatItMayNotGive() throws IOException {
    // It goes on to LiveKit, where the recording one has no such participant to show.
    assertProblem(
        send("PATCH", ANN, ACME, "{\"permission\":{\"can_publish_data\":false}}"),
        "livekit_failed");
  }

  @Test
  void sendsWhatTheCallerSaysAndNothingElse() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/livekit/rooms/%27a%2Fb%22/data?room=evil",
            ACME,
            "{\"data\":\"w6Q=\",\"topic\":\"\\\"${body}\",\"destinationIdentities\":[\"'a'\"],"
                + "\"room\":\"evil\",\"nonce\":\"x\",\"destination_sids\":[\"x\"]}");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().map().keySet()).containsExactly("cache-control");
    RecordingLiveKit.Call call = livekit.calls().get(livekit.calls().size() - 1);
    assertThat(call.path()).isEqualTo("/twirp/livekit.RoomService/SendData");
    assertThat(JSON.readTree(call.body()))
        .isEqualTo(
            JSON.readTree(
                "{\"room\":\"'a/b\\\"\",\"data\":\"w6Q=\",\"kind\":\"RELIABLE\","
                    + "\"topic\":\"\\\"${body}\",\"destination_identities\":[\"'a'\"]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%00", "a%FFb"})
  void hasNobodyOfANameThatNobodyCanHave(String identity) throws IOException {
    int before = livekit.calls().size();

    assertProblem(
        send("GET", "/livekit/rooms/lobby/participants/" + identity, ACME, null), "not_found");
    assertThat(livekit.calls()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /livekit/rooms/lobby/participants",
    "GET, /livekit/rooms/lobby/participants/ann",
    "DELETE, /livekit/rooms/lobby/participants/ann",
    "PATCH, /livekit/rooms/lobby/participants/ann",
    "POST, /livekit/rooms/lobby/participants/ann/mute",
    "POST, /livekit/rooms/lobby/data"
  })
  void isNotThereForAnAnonymousCaller(String method, String path) throws IOException {
    int before = livekit.calls().size();

    assertProblem(send(method, path, null, "{}"), "not_found");
    assertProblem(send(method, path, "evil", "{}"), "invalid_credentials");
    assertThat(livekit.calls()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/livekit/rooms/lobby/participants, DELETE, GET",
    "/livekit/rooms/lobby/participants/ann, POST, 'DELETE, GET, PATCH'",
    "/livekit/rooms/lobby/participants/ann/mute, GET, POST",
    "/livekit/rooms/lobby/data, PUT, POST"
  })
  void namesTheMethodsThatAPathTakes(String path, String method, String allowed)
      throws IOException {
    HttpResponse<String> answer = send(method, path, ACME, null);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue(allowed);
  }

  private void assertInvalid(String path, String body, String detail) throws IOException {
    assertProblem(send("POST", path, ACME, body), "invalid_request", detail);
  }

  private HttpResponse<String> send(String method, String path, String secret, String body)
      throws IOException {
    String head = method + " " + path + " HTTP/1.1\nHost: x\n";
    if (secret != null) {
      head += "Authorization: Bearer " + secret + "\n";
    }
    if (body == null) {
      return RawHttp.exchange(gateway, head + "\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return RawHttp.exchange(
        gateway,
        head + "Content-Type: application/json\nContent-Length: " + length + "\n\n" + body);
  }
}
