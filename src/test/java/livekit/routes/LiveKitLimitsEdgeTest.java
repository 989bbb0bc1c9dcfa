package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the limits of LiveKit mean to a caller, and what LiveKit refuses as an argument. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveKitLimitsEdgeTest {
  private static final String MINE = "{\"auth_id\":\"acme\"}";
  private static final String METADATA = "metadata size exceeds limits evil";
  private static final String NAMES = "\"participant_name\":\"n\",\"participant_identity\":\"i\"";

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "LIVEKIT_MAX_METADATA_SIZE",
            "4",
            "LIVEKIT_MAX_ATTRIBUTES_SIZE",
            "4",
            "ANONYMOUS_AGENTS",
            "true");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livekit/token", "/livekit/connection", "/livekit/sessions/ROOM/token"})
  void holdAtEveryTokenEndpointBeforeLiveKitIsAsked(String path) {
    for (String caller : new String[] {ACME, null}) {
      String room = newRoom();
      assertProblem(
          ask(path, caller, room, "\"participant_metadata\":\"üüx\""),
          "invalid_request",
          "participant_metadata must have at most 4 UTF-8 bytes");
      assertProblem(
          ask(path, caller, room, "\"participant_attributes\":{\"ü\":\"x\",\"b\":\"x\"}"),
          "invalid_request",
          "participant_attributes must have at most 4 UTF-8 bytes of keys and values");
      assertProblem(
          ask(path, caller, room, agent("\"metadata\":\"üüx\"")),
          "invalid_request",
          "room_config.agents.metadata must have at most 4 UTF-8 bytes");
      assertProblem(
          ask(path, caller, room, agent("\"attributes\":{\"a\":\"1\",\"b\":\"23\"}")),
          "invalid_request",
          "room_config.agents.attributes must have at most 4 UTF-8 bytes of keys and values");
      assertThat(livekit.calls(room)).isEmpty();

      String fits = "\"participant_metadata\":\"üü\",\"participant_attributes\":{\"ü\":\"xx\"},";
      assertThat(ask(path, caller, room, fits + agent("\"metadata\":\"üü\"")).statusCode())
          .isIn(200, 201);
    }
  }

  @Test
  void areNoneWhereTheyAreZero() {
    String much = "x".repeat(60_000);
    try (RunningGateway unlimited =
        RunningGateway.with(
            livekit.settings(),
            "LIVEKIT_MAX_METADATA_SIZE",
            "0",
            "LIVEKIT_MAX_ATTRIBUTES_SIZE",
            "0")) {
      for (String more :
          new String[] {
            "\"participant_metadata\":\"" + much + "\"",
            "\"participant_attributes\":{\"a\":\"" + much + "\"}"
          }) {
        assertThat(unlimited.token(ACME, "{\"room_name\":\"r\"," + NAMES + "," + more + "}"))
            .extracting(HttpResponse::statusCode)
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata size exceeds limits|{\"metadata\":\"m\",\"attributes\":{}}|metadata",
        "attribute size exceeds limits|{\"metadata\":\"m\",\"attributes\":{}}|attributes",
        "name length exceeds limits|{\"name\":\"n\",\"attributes\":{}}|name",
        "evil|{\"name\":\"n\",\"metadata\":\"m\"}|name and metadata",
        "metadata size exceeds limits|{\"name\":\"n\"}|name",
      })
  void nameTheFieldOfAParticipantsChange(String message, String change, String field) {
    String room = mine();
    livekit.will("UpdateParticipant", room, refusal(message));

    assertRefused(patch("/livekit/rooms/" + room + "/participants/ann", change), field);
  }

  @Test
  void nameTheFieldOfARoomsChangeAndOfAMessage() {
    String room = mine();
    livekit.will("UpdateRoomMetadata", room, refusal(METADATA));
    livekit.will("SendData", room, refusal("evil"));

    assertRefused(patch("/livekit/rooms/" + room, "{\"metadata\":{}}"), "metadata");
    String data = gateway.url("/livekit/rooms/" + room + "/data");
    assertRefused(Http.post(data, ACME, "{\"data\":\"\",\"topic\":\"t\"}"), "data and topic");
  }

  @Test
  void nameTheFieldOfATokenRequest() {
    String room = newRoom();
    livekit.will("CreateRoom", room, refusal(METADATA), refusal("room name length exceeds limits"));

    assertRefused(
        ask("/livekit/token", ACME, room, agent("\"metadata\":\"\"")), "room_config.agents");
    assertRefused(ask("/livekit/token", ACME, room, "\"x\":1"), "room_name");
    assertThat(livekit.metadata(room)).isNull();
  }

  /** The metadata is ours, or was there before: no caller can do anything about it. */
  @Test
  void areOursWhereTheCallerHasSentNothingOfIt() {
    String room = newRoom();
    livekit.will("CreateRoom", room, refusal(METADATA));
    assertProblem(ask("/livekit/token", ACME, room, "\"x\":1"), "room_creation_failed");

    livekit.has(room, "{\"topic\":\"x\"}");
    livekit.will("UpdateRoomMetadata", room, refusal(METADATA));
    assertProblem(ask("/livekit/token", ACME, room, agent("\"metadata\":\"\"")), "livekit_failed");

    livekit.has(room, MINE);
    livekit.will("GetParticipant", room, refusal(METADATA));
    String permission = "{\"metadata\":\"m\",\"permission\":{\"can_publish\":false}}";
    assertProblem(
        patch("/livekit/rooms/" + room + "/participants/ann", permission), "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "evil", "{}", "{\"code\":\"malformed\",\"msg\":\"metadata\"}"})
  void areMeantByInvalidArgumentAlone(String body) {
    String room = mine();
    livekit.will("UpdateRoomMetadata", room, answer(400, body));

    assertProblem(patch("/livekit/rooms/" + room, "{\"metadata\":{}}"), "livekit_failed");
  }

  private String mine() {
    String room = newRoom();
    livekit.has(room, MINE);
    return room;
  }

  private static void assertRefused(HttpResponse<String> answer, String field) {
    assertProblem(answer, "invalid_request", field + " must be within the limits of LiveKit");
  }

  private static Behaviour refusal(String message) {
    return answer(400, "{\"code\":\"invalid_argument\",\"msg\":\"" + message + "\"}");
  }

  private static String agent(String member) {
    return "\"room_config\":{\"agents\":[{\"agent_name\":\"a\"," + member + "}]}";
  }

  private HttpResponse<String> ask(String path, String caller, String room, String more) {
    String name = path.contains("ROOM") ? "" : "\"room_name\":\"" + room + "\",";
    String url = gateway.url(path.replace("ROOM", room));
    return Http.post(url, caller, "{" + name + NAMES + "," + more + "}");
  }

  private HttpResponse<String> patch(String path, String json) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(gateway.url(path)))
            .header("Authorization", ACME)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }
}
