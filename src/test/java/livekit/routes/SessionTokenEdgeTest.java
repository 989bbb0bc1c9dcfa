package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /livekit/sessions/{session_id}/token}: the path names the room. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTokenEdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACME = "Authorization: Bearer acme-secret\n";

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
            [{"id":"acme","secret":"acme-secret"},
             {"id":"acme-eu","secret":"eu-secret","room_prefix":"eu-"}]""");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void takesNoBodyAtAll() throws Exception {
    for (String end : new String[] {"\n", "Content-Length: 0\n\n"}) {
      JsonNode first = created(post("call-7", ACME + end));
      JsonNode second = created(post("call-7", ACME + end));

      assertThat(first.path("room_name").textValue()).isEqualTo("call-7");
      assertThat(second.path("room_name").textValue()).isEqualTo("call-7");
      assertThat(first.path("participant_identity"))
          .isNotEqualTo(second.path("participant_identity"));
    }
  }

  @Test
  void takesTheNameAndTheIdentityOfTheParticipant() throws Exception {
    JsonNode body =
        created(
            Http.post(
                gateway.url("/livekit/sessions/call-7/token"),
                "Bearer acme-secret",
                "{\"participant_name\":\"Ada\",\"participant_identity\":\"ada\"}"));

    assertThat(body.path("participant_name").textValue()).isEqualTo("Ada");
    assertThat(body.path("participant_identity").textValue()).isEqualTo("ada");
    assertThat(body).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatAClientOfLiveKitSendsWithoutARoom(ClientRequest client) throws Exception {
    HttpRequest.Builder to =
        HttpRequest.newBuilder(URI.create(gateway.url("/livekit/sessions/call-7/token")));

    assertThat(created(Http.send(client.empty(to))).path("room_name").textValue())
        .isEqualTo("call-7");
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
  void hasTheIdAsTheCallerMeansIt(String path, String room) throws Exception {
    int before = livekit.calls().size();
    JsonNode body = created(post(path, ACME + "\n"));

    assertThat(body.path("room_name").textValue()).isEqualTo(room);
    assertThat(JSON.readTree(livekit.calls().get(before).body()).at("/names/0").textValue())
        .isEqualTo(room);
  }

  @Test
  void takesNoHeaderOrQueryParameterForTheSession() throws Exception {
    String head = "/livekit/sessions/call-7/token?session_id=evil HTTP/1.1\nHost: x\n";
    JsonNode body =
        created(
            RawHttp.exchange(
                gateway, "POST " + head + "session_id: evil\nSession_Id: evil\n" + ACME + "\n"));

    assertThat(body.path("room_name").textValue()).isEqualTo("call-7");
  }

  @Test
  void putsTheTenantsPrefixBeforeTheId() throws Exception {
    int before = livekit.calls().size();
    // Each room of the recording LiveKit is acme's.
    assertProblem(post("1", "Authorization: Bearer eu-secret\n\n"), "room_owned_by_another_tenant");

    assertThat(livekit.calls().get(before).body()).isEqualTo("{\"names\":[\"eu-1\"]}");
  }

  @Test
  void asksLiveKitNothingForAnAnonymousCaller() throws Exception {
    int before = livekit.calls().size();

    assertThat(created(post("call-7", "\n")).path("room_name").textValue()).isEqualTo("call-7");
    assertThat(livekit.calls()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%00", "a%FFb", "%ED%A0%80", "%EF%BF%BD"})
  void refusesAnIdThatCannotNameARoom(String path) throws IOException {
    HttpResponse<String> answer = post(path, ACME + "\n");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"invalid_request\"").contains("session_id ");
  }

  @Test
  void refusesAnIdThatIsTooLong() throws IOException {
    created(post("a".repeat(256), ACME + "\n"));
    String detail = "session_id is too long for the name of a room";
    assertProblem(post("a".repeat(257), ACME + "\n"), "invalid_request", detail);
    assertProblem(
        post("a".repeat(254), "Authorization: Bearer eu-secret\n\n"), "invalid_request", detail);
  }

  @Test
  void refusesAnotherRoomInTheBody() {
    assertProblem(
        Http.post(
            gateway.url("/livekit/sessions/1/token"), "Bearer acme-secret", "{\"roomName\":\"x\"}"),
        "invalid_request",
        "room_name must be absent: the session says which room");
  }

  @Test
  void refusesWhatTheOtherEndpointsRefuse() throws IOException {
    String path = " /livekit/sessions/call-7/token HTTP/1.1\nHost: x\n";
    assertProblem(RawHttp.exchange(gateway, "GET" + path + "\n"), "method_not_allowed");
    assertProblem(
        RawHttp.exchange(gateway, "POST" + path + "Content-Length: 2\n\n{}"),
        "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(gateway, "POST" + path.replace("/token", "/tokens") + "\n"), "not_found");
    assertProblem(
        RawHttp.exchange(gateway, "POST" + path.replace("/call-7", "") + "\n"), "not_found");
    assertProblem(
        RawHttp.exchange(gateway, "POST" + path.replace("call-7", "a/b") + "\n"), "not_found");
    assertProblem(post("call-7", "Authorization: Bearer evil\n\n"), "invalid_credentials");
  }

  @Test
  void identifiesManyParticipantsThatComeAtOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      Callable<String> call =
          () ->
              created(Http.post(gateway.url("/livekit/sessions/all/token"), null, ""))
                  .path("participant_identity")
                  .textValue();
      List<String> identities = new ArrayList<>();
      for (Future<String> each : callers.invokeAll(Collections.nCopies(1000, call))) {
        identities.add(each.get());
      }
      assertThat(identities).doesNotHaveDuplicates().hasSize(1000);
    } finally {
      callers.shutdownNow();
    }
  }

  private HttpResponse<String> post(String id, String rest) throws IOException {
    return RawHttp.exchange(
        gateway, "POST /livekit/sessions/" + id + "/token HTTP/1.1\nHost: x\n" + rest);
  }

  private static JsonNode created(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }
}
