package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.endAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        " ",
        "evil",
        "<html>evil</html>",
        "5",
        "\n\n",
        "[]",
        "{}",
        "{\"rooms\":[]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":\"MINE\"}]}",
      })
  void toListRoomsInAnotherFormatIsNeverAnAbsentRoomNorAnOwnedOne(String body) {
    String room = newRoom();
    livekit.will("ListRooms", room, ProtobufRooms.answer(filled(body, room)));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    assertGivenBack(room);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rooms\":[{}]}",
        "{\"rooms\":[{\"metadata\":\"MINE\"}]}",
        "{\"rooms\":[{\"name\":\"another\",\"metadata\":\"MINE\"}]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":\"MINE\"},{\"name\":\"b\",\"metadata\":\"\"}]}",
        "{\"rooms\":[{\"name\":\"ROOM\",\"metadata\":\"MINE\"},{\"name\":\"ROOM\",\"metadata\":\"MINE\"}]}",
      })
  void toListRoomsAboutOtherRoomsIsAFailure(String json) {
    String room = newRoom();
    String text = new String(filled(json, room), StandardCharsets.UTF_8);
    livekit.will("ListRooms", room, ProtobufRooms.answer(ProtobufRooms.list(text)));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    assertGivenBack(room);
  }

  /** Of each length but none, which is a list without rooms. */
  @Test
  void toListRoomsThatIsCutOffIsAFailure() {
    String room = newRoom();
    byte[] list = FaultyLiveKit.list(room, MINE);
    for (int length = 1; length < list.length; length++) {
      livekit.will("ListRooms", room, ProtobufRooms.answer(Arrays.copyOf(list, length)));
      assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    }
    assertGivenBack(room);
  }

  /** In a row of whole rooms, no byte says that there are more. */
  @Test
  void toListRoomsWithoutALengthIsAFailure() {
    String room = newRoom();
    livekit.will(
        "ListRooms",
        room,
        endAfter("HTTP/1.1 200 OK\r\nContent-Type: application/protobuf\r\n\r\n"));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    assertGivenBack(room);
  }

  /** Each of them another number of bytes in UTF-8, at each place of a buffer. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "数", "😀"})
  void toListRoomsHasMetadataOfAnyLength(String character) {
    for (int before = 0; before < 8; before++) {
      String room = newRoom();
      String text = "x".repeat(200 + before) + character.repeat(8000);
      livekit.has(room, "{\"auth_id\":\"acme\",\"t\":\"" + text + "\"}");
      assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    }
  }

  /** A proxy may answer 200 with nothing, which in protobuf would be a list without rooms. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Type: application/json", "Content-Type: text/html"})
  void toListRoomsWithoutItsMediaTypeIsAFailure(String header) {
    String room = newRoom();
    String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
    livekit.will("ListRooms", room, answer(200, "", headers));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    livekit.will("ListRooms", room, answer(200, FaultyLiveKit.list(room, MINE), headers));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    assertGivenBack(room);
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
  void isTakenUpTo4MiB() throws IOException {
    String room = newRoom();
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write(FaultyLiveKit.list(room, MINE));
    // Fields that are skipped: number 15, of one byte each.
    while (list.size() < MOST - 1) {
      list.write(new byte[] {15 << 3, 1});
    }
    livekit.will("ListRooms", room, ProtobufRooms.answer(list.toByteArray()));
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void isReadAsUtf8WhateverItSaysItIs() {
    String room = newRoom() + "数学";
    byte[] list = FaultyLiveKit.list(room, MINE);
    Behaviour lying = answer(200, list, "Content-Type: Application/Protobuf; charset=utf-16");
    livekit.will("ListRooms", room, lying);
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  private void assertFails(String method, String room, String body, String code) {
    livekit.will(method, room, answer(200, filled(body, room)));
    assertProblem(gateway.token(ACME, request(room)), code);
    assertGivenBack(room);
  }

  private static byte[] filled(String body, String room) {
    String quoted = MINE.replace("\"", "\\\"");
    return body.replace("ROOM", room).replace("MINE", quoted).getBytes(StandardCharsets.UTF_8);
  }

  private void assertGivenBack(String room) {
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.metadata(room)).isEqualTo(ANOTHERS);
  }
}
