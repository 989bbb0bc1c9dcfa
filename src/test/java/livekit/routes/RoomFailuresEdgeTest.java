package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.endAfter;
import static livekit.routes.twirp.Behaviour.reset;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant reads under {@code /livekit/rooms} when LiveKit fails, and what is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomFailuresEdgeTest {
  private static final String MINE = "{\"auth_id\":\"acme\"}";

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private RunningGateway gateway;
  private String room;

  @BeforeAll
  void start() {
    gateway = RunningGateway.with(livekit.settings());
  }

  @BeforeEach
  void makeARoom() {
    room = "room-" + UUID.randomUUID();
    livekit.has(room, MINE);
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "null",
        "[]",
        "{}",
        "x",
        "{\"rooms\":[]}",
        // A number in the place of the rooms, a room without a name, one that is cut off, and one
        // whose name is a number.
        "\b\5",
        "\n\0",
        "\n\4\22\1a",
        "\n\2\20\5",
      })
  void readsNoListThatIsNone(String body) {
    livekit.will(ProtobufRooms.answer(body.getBytes(StandardCharsets.UTF_8)));

    assertProblem(send("GET", "/livekit/rooms", null), "livekit_failed");
  }

  @Test
  void readsNoListInAnotherFormatAndNoneThatIsNotFound() {
    livekit.will(answer(200, ""), answer(200, "{\"rooms\":[]}", "Content-Type: application/json"));
    livekit.will(answer(404, "{\"code\":\"not_found\"}", "Content-Type: application/json"));
    livekit.will(endAfter("HTTP/1.1 200 OK\r\nContent-Type: application/protobuf\r\n\r\n"));

    for (int i = 0; i < 4; i++) {
      assertProblem(send("GET", "/livekit/rooms", null), "livekit_failed");
    }
    assertThat(send("GET", "/livekit/rooms", null).statusCode()).isEqualTo(200);
  }

  @Test
  void endsARoomOnceAndSaysThatTheAnswerIsMissing() {
    for (Behaviour lost : List.of(end(), reset())) {
      livekit.will("DeleteRoom", room, lost);

      assertProblem(send("DELETE", path(), null), "livekit_unreachable");
    }
    assertThat(livekit.calls(room)).filteredOn("DeleteRoom"::equals).hasSize(2);
  }

  @Test
  void changesARoomAgainOnANewConnection() {
    livekit.will("UpdateRoomMetadata", room, end());

    assertThat(send("PATCH", path(), "{\"metadata\":{\"a\":1}}").statusCode()).isEqualTo(200);
    assertThat(livekit.metadata(room)).isEqualTo("{\"a\":1,\"auth_id\":\"acme\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"name\":\"another\",\"metadata\":\"{\\\"auth_id\\\":\\\"acme\\\"}\"}",
        "{\"name\":\"ROOM\",\"metadata\":\"{\\\"auth_id\\\":\\\"globex\\\"}\"}"
      })
  void showsNoRoomThatIsNotTheOneThatWasChanged(String body) {
    livekit.will("UpdateRoomMetadata", room, answer(200, body.replace("ROOM", room)));

    assertProblem(send("PATCH", path(), "{\"metadata\":{}}"), "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"participants\":5}",
        "{\"participants\":[null]}",
        "{\"participants\":[{\"attributes\":[]}]}"
      })
  void showsNoParticipantsThatAreNone(String body) {
    livekit.will("ListParticipants", room, answer(200, body));

    assertProblem(send("GET", path() + "/participants", null), "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"identity\":\"bob\"}", "{\"identity\":null}"})
  void showsNobodyElseThanWasAskedFor(String body) {
    livekit.will("GetParticipant", room, answer(200, body));

    assertProblem(send("GET", path() + "/participants/ann", null), "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"identity\":\"ann\"}", "{\"identity\":\"ann\",\"permission\":null}"})
  void changesNoPermissionsThatAreNotKnown(String body) {
    livekit.will("GetParticipant", room, answer(200, body));

    assertProblem(
        send("PATCH", path() + "/participants/ann", "{\"permission\":{\"can_publish\":false}}"),
        "livekit_failed");
    assertThat(livekit.calls(room)).doesNotContain("UpdateParticipant");
  }

  @Test
  void takesA412ForARefusalToUnmuteOnly() {
    livekit.will("SendData", room, answer(412, "{\"code\":\"failed_precondition\"}"));

    assertProblem(send("POST", path() + "/data", "{\"data\":\"\"}"), "livekit_failed");
  }

  @Test
  void sendsAMessageOnce() {
    livekit.will("SendData", room, end());

    assertProblem(send("POST", path() + "/data", "{\"data\":\"\"}"), "livekit_unreachable");
    assertThat(livekit.calls(room)).filteredOn("SendData"::equals).hasSize(1);
  }

  @Test
  void givesTheLeaseBackWhenLiveKitFails() {
    livekit.will("UpdateRoomMetadata", room, answer(500, "{}"));
    assertProblem(send("PATCH", path(), "{\"metadata\":{}}"), "livekit_failed");
    livekit.has(room, "");

    // A lease of acme would keep globex from a room without an owner.
    assertThat(gateway.token(GLOBEX, TokenContract.request(room)).statusCode()).isEqualTo(200);
    assertProblem(send("DELETE", path(), null), "not_found");
  }

  private String path() {
    return "/livekit/rooms/" + room;
  }

  private HttpResponse<String> send(String method, String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url(path))).header("Authorization", ACME);
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    return Http.send(request);
  }
}
