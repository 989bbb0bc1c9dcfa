package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiveKit answers 200 with something else than the room that was asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveKitAnswerEdgeTest {
  private static final String MINE = "{\"auth_id\":\"acme\"}";
  private static final String ANOTHERS = "{\"auth_id\":\"globex\"}";
  private static final int MOST = 4 * 1024 * 1024;

  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings());
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "evil",
        "<html>evil</html>",
        "5",
        "\"evil\"",
        "[]",
        "{}",
        "{\"rooms\":[",
        "{\"rooms\":[]} evil",
        "{rooms:[]}",
        "{\"rooms\":[],\"rooms\":[]}",
        "{\"Rooms\":[]}",
        "{\"rooms\":null}",
        "{\"rooms\":{}}",
        "{\"rooms\":{\"name\":\"ROOM\",\"metadata\":\"MINE\"}}",
        "{\"rooms\":\"\"}",
        "{\"rooms\":\"[]\"}",
        "{\"rooms\":0}",
        "{\"rooms\":false}",
        "{\"rooms\":[null]}",
        "{\"rooms\":[[]]}",
        "{\"rooms\":[\"ROOM\"]}",
        "{\"rooms\":[{}]}",
        "{\"rooms\":[{\"name\":\"ROOM\"}]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":null}]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":{\"auth_id\":\"acme\"}}]}",
        "{\"rooms\":[{\"name\":\"another\",\"metadata\":\"MINE\"}]}",
        "{\"rooms\":[{\"name\":null,\"metadata\":\"MINE\"}]}",
        "{\"rooms\":[{\"metadata\":\"MINE\"}]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":\"MINE\"},{\"name\":\"b\",\"metadata\":\"\"}]}"
      })
  void toListRoomsIsNeverAnAbsentRoomNorAnOwnedOne(String body) {
    assertFails("ListRooms", newRoom(), body, "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil",
        "[]",
        "{}",
        "{\"name\":\"ROOM\"",
        "{\"name\":\"ROOM\",\"metadata\":\"MINE\"} evil",
        "[{\"name\":\"ROOM\",\"metadata\":\"MINE\"}]",
        "{\"room\":{\"name\":\"ROOM\",\"metadata\":\"MINE\"}}",
        "{\"name\":\"another\",\"metadata\":\"MINE\"}",
        "{\"metadata\":\"MINE\"}",
        "{\"name\":\"ROOM\"}",
        "{\"name\":\"ROOM\",\"metadata\":null}",
        "{\"name\":\"ROOM\",\"metadata\":{\"auth_id\":\"acme\"}}",
        "{\"name\":\"ROOM\",\"metadata\":\"\"}",
        "{\"name\":\"ROOM\",\"metadata\":\"{}\"}",
        "{\"name\":\"ROOM\",\"metadata\":\"evil\"}"
      })
  void thatDoesNotShowTheOwnerWeWroteIsAFailure(String body) {
    assertFails("CreateRoom", newRoom(), body, "room_creation_failed");

    String room = newRoom();
    livekit.has(room, "{}");
    assertFails("UpdateRoomMetadata", room, body, "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n", "null", " null\n"})
  void thatIsNothingIsAFailureToo(String body) {
    assertFails("ListRooms", newRoom(), body, "livekit_failed");
    assertFails("CreateRoom", newRoom(), body, "room_creation_failed");

    String room = newRoom();
    livekit.has(room, "{}");
    assertFails("UpdateRoomMetadata", room, body, "livekit_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateRoom", "UpdateRoomMetadata"})
  void thatShowsAnotherOwnerIsARefusal(String method) {
    String room = newRoom();
    if (method.equals("UpdateRoomMetadata")) {
      livekit.has(room, "");
    }
    livekit.will(method, room, answer(200, FaultyLiveKit.room(room, ANOTHERS)));
    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
    assertGivenBack(room);
  }

  @Test
  void isTakenUpTo4MiB() {
    String room = newRoom();
    String list = FaultyLiveKit.list(room, MINE);
    livekit.will("ListRooms", room, answer(200, list + " ".repeat(MOST - list.length())));
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void isReadAsUtf8WhateverItSaysItIs() {
    String room = newRoom() + "数学";
    byte[] list = FaultyLiveKit.list(room, MINE).getBytes(StandardCharsets.UTF_8);
    Behaviour lying = answer(200, list, "Content-Type: text/html; charset=utf-16");
    livekit.will("ListRooms", room, lying);
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  private void assertFails(String method, String room, String body, String code) {
    String quoted = MINE.replace("\"", "\\\"");
    livekit.will(method, room, answer(200, body.replace("ROOM", room).replace("MINE", quoted)));
    assertProblem(gateway.token(ACME, request(room)), code);
    assertGivenBack(room);
  }

  private void assertGivenBack(String room) {
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.metadata(room)).isEqualTo(ANOTHERS);
  }
}
