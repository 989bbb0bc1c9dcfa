package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /livekit/rooms} over HTTP: who may call, which names, methods and bodies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsEdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACME = "Authorization: Bearer acme-secret\n";
  private static final String EU = "Authorization: Bearer eu-secret\n";

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
            "AUTH_API_SECRETS_JSON",
            """
            [{"id":"acme","secret":"acme-secret"},{"id":"globex","secret":"globex-secret"},
             {"id":"acme-eu","secret":"eu-secret","room_prefix":"eu-"}]""");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a%2Fb, a/b",
        "a+b, a+b",
        "a%20b, a b",
        "a%252Fb, a%2Fb",
        "%E6%95%B0, 数",
        "'7', '7'",
        "null, null",
        "007, 007",
        "${body}, ${body}",
        "{{x}}, {{x}}",
        "a;b=c, a;b=c",
        "%22a%22, \"a\""
      })
  void asksForTheRoomThatTheCallerMeans(String path, String room) throws Exception {
    int before = livekit.calls().size();
    HttpResponse<String> answer = call("GET", "/livekit/rooms/" + path, ACME);

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404);
    JsonNode names = JSON.readTree(livekit.calls().get(before).body()).path("names");
    assertThat(names).hasSize(1);
    assertThat(names.path(0).textValue()).isEqualTo(room);
  }

  @Test
  void takesNoHeaderOrQueryParameterForTheRoom() throws Exception {
    HttpResponse<String> answer =
        call("GET", "/livekit/rooms/lobby?room=evil&identity=evil", ACME + "room: evil\n");

    assertThat(JSON.readTree(answer.body()).path("name").textValue()).isEqualTo("lobby");
  }

  @Test
  void answersWithItsOwnHeadersOnly() throws Exception {
    HttpResponse<String> answer =
        call("GET", "/livekit/rooms/lobby", ACME + "X-Evil: evil\nCookie: evil=1\n");

    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("cache-control", "content-type", "content-length");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%00", "a%FFb", "%ED%A0%80", "%EF%BF%BD"})
  void hasNoRoomOfANameThatNoRoomCanHave(String path) throws IOException {
    int before = livekit.calls().size();

    for (String method : new String[] {"GET", "DELETE"}) {
      assertProblem(call(method, "/livekit/rooms/" + path, ACME), "not_found");
    }
    assertProblem(call("GET", "/livekit/rooms/" + "a".repeat(257), ACME), "not_found");
    assertThat(livekit.calls()).hasSize(before);
  }

  /** What is left of {@code participants/..}, here or in a client that resolves it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lobby/participants/..",
        "lobby/participants/%2e%2E",
        "lobby/participants/../",
        "lobby/participants/./..",
        "lobby/",
        "/data",
        "lobby//",
        "x/../lobby",
        "./lobby"
      })
  void endsNoRoomWhoseNameIsLeftOfAnotherPath(String path) throws IOException {
    int before = livekit.calls().size();

    assertThat(call("DELETE", "/livekit/rooms/" + path, ACME).statusCode()).isIn(404, 405);
    assertThat(livekit.calls()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void asksLiveKitForNoRoomOutsideOfTheTenantsPolicy(String method) throws IOException {
    int before = livekit.calls().size();

    assertProblem(call(method, "/livekit/rooms/us-1", EU), "not_found");
    assertThat(livekit.calls()).hasSize(before);
  }

  /** The recording LiveKit has every room, and each is acme's. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void tellsNobodyThatAnotherTenantHasARoom(String method) throws IOException {
    String globex = "Authorization: Bearer globex-secret\n";

    assertProblem(call(method, "/livekit/rooms/lobby", globex), "not_found");
    assertProblem(call(method, "/livekit/rooms/eu-1", EU), "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livekit/rooms", "/livekit/rooms/lobby", "/livekit/nothing"})
  void isNotThereForAnAnonymousCaller(String path) throws IOException {
    int before = livekit.calls().size();

    assertProblem(call("GET", path, ""), "not_found");
    assertThat(livekit.calls()).hasSize(before);
  }

  @Test
  void refusesWrongCredentials() throws IOException {
    assertProblem(
        call("GET", "/livekit/rooms", "Authorization: Bearer evil\n"), "invalid_credentials");
  }

  @Test
  void asksForCredentialsWhereTheyAreRequired() throws IOException {
    try (RunningGateway strict = RunningGateway.with(livekit.settings())) {
      assertProblem(
          RawHttp.exchange(strict, "GET /livekit/rooms HTTP/1.1\nHost: x\n\n"),
          "missing_credentials");
    }
  }

  @Test
  void isOffWithoutAuthenticationUnlessASettingOpensIt() throws IOException {
    String list = "GET /livekit/rooms/lobby HTTP/1.1\nHost: x\n\n";
    try (RunningGateway off =
        RunningGateway.with(livekit.settings(), "AUTH_API_SECRETS_JSON", null)) {
      assertProblem(RawHttp.exchange(off, list), "not_found");
    }
    try (RunningGateway open =
        RunningGateway.with(
            livekit.settings(), "AUTH_API_SECRETS_JSON", null, "ANONYMOUS_ROOMS", "true")) {
      assertThat(RawHttp.exchange(open, list).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/livekit/rooms, POST, GET",
    "/livekit/rooms, HEAD, GET",
    "/livekit/rooms/lobby, POST, 'DELETE, GET, PATCH'",
    "/livekit/rooms/a%2Fb, OPTIONS, 'DELETE, GET, PATCH'",
    "/livekit/token, GET, POST",
    "/livekit/sessions/1/token, GET, POST"
  })
  void namesTheMethodsThatAPathTakes(String path, String method, String allowed)
      throws IOException {
    HttpResponse<String> answer = call(method, path, ACME);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|metadata is required",
        "{\"metadata\":null}|metadata is required",
        "{\"metadata\":5}|metadata must be a JSON object, or its text",
        "{\"metadata\":[]}|metadata must be a JSON object, or its text",
        "{\"metadata\":\"x\"}|metadata must be a JSON object, or its text",
        "{\"metadata\":\"{\\\"a\\\":1,\\\"a\\\":2}\"}|metadata must be a JSON object, or its text",
        "{\"metadata\":{\"a\":\"\\ud800\"}}|metadata must be well-formed Unicode text",
        "null|The body must be a JSON object.",
        "[]|The body must be a JSON object.",
        "{} x|The body must be valid JSON in UTF-8, with no key twice in one object.",
        "{\"metadata\":{},\"metadata\":{}}|The body must be valid JSON in UTF-8, with no key twice in one object."
      })
  void refusesAChangeThatIsNone(String body, String detail) throws IOException {
    assertProblem(patch("lobby", body), "invalid_request", detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"globex\"", "5", "null", "\"\"", "[]"})
  void refusesToChangeTheOwner(String owner) throws IOException {
    int before = livekit.calls().size();

    assertProblem(
        patch("lobby", "{\"metadata\":{\"auth_id\":" + owner + "}}"),
        "field_not_allowed",
        "metadata.auth_id may not be set by callers");
    assertThat(livekit.calls().subList(before, livekit.calls().size()))
        .noneMatch(call -> call.path().endsWith("UpdateRoomMetadata"));
  }

  @Test
  void refusesBodiesAsTheOtherEndpointsDo() throws IOException {
    String patch = "PATCH /livekit/rooms/lobby HTTP/1.1\nHost: x\n" + ACME;
    assertProblem(
        RawHttp.exchange(gateway, patch + "Content-Length: 2\n\n{}"), "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(
            gateway, patch + "Content-Type: application/json\nContent-Length: 65537\n\n"),
        "request_too_large");
  }

  private HttpResponse<String> patch(String room, String body) throws IOException {
    return RawHttp.exchange(
        gateway,
        "PATCH /livekit/rooms/"
            + room
            + " HTTP/1.1\nHost: x\n"
            + ACME
            + "Content-Type: application/json\nContent-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  private HttpResponse<String> call(String method, String path, String headers) throws IOException {
    return RawHttp.exchange(gateway, method + " " + path + " HTTP/1.1\nHost: x\n" + headers + "\n");
  }
}
