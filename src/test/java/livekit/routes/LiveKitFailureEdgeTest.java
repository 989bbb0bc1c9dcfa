package livekit.routes;

import static livekit.routes.ErrorTable.assertPassing;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.endAfter;
import static livekit.routes.twirp.Behaviour.resetAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LiveKit fails in one of the three calls of a request: no token, and nothing stays behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveKitFailureEdgeTest {
  private static final String REJECTED = "livekit_rejected_credentials";
  private static final String FAILED = "livekit_failed";
  private static final int MOST = 4 * 1024 * 1024;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n";

  /** The calls that a request makes up to the one that fails. */
  private static final Map<String, List<String>> CALLS =
      Map.of(
          "ListRooms", List.of("ListRooms"),
          "CreateRoom", List.of("ListRooms", "CreateRoom"),
          "UpdateRoomMetadata", List.of("ListRooms", "UpdateRoomMetadata"));

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

  static Stream<Arguments> failures() {
    String twirp = "{\"code\":\"evil\",\"msg\":\"evil\"}";
    return Stream.of(
        failure("401", answer(401, twirp, "WWW-Authenticate: evil"), REJECTED),
        failure("403", answer(403, twirp), REJECTED),
        failure("404 of another route", answer(404, "{\"code\":\"bad_route\"}"), FAILED),
        failure("404 without a code", answer(404, "{\"rooms\":[]}"), FAILED),
        failure("404 of a proxy", answer(404, "<html>not_found</html>"), FAILED),
        failure("404 without a body", answer(404, ""), FAILED),
        failure("404 with null", answer(404, "null"), FAILED),
        failure("500", answer(500, twirp), FAILED),
        failure("204", c -> c.send("HTTP/1.1 204 No Content\r\n\r\n"), FAILED),
        failure("a redirect", answer(307, "", "Location: /evil"), FAILED),
        failure("gzip", Behaviour.answerInGzip("{\"rooms\":[]}"), FAILED),
        failure("more than 4 MiB", answer(200, "{}" + " ".repeat(MOST - 1)), FAILED),
        failure("more than 4 MiB in chunks", Behaviour.answerInChunks(MOST + 256), FAILED),
        failure("no HTTP", endAfter("evil\r\n".repeat(20)), FAILED),
        failure("ended after a byte", endAfter("H"), FAILED),
        failure("ended in the body", endAfter(HEAD + "{"), FAILED),
        failure("reset after a byte", resetAfter("H"), FAILED),
        failure("reset in the body", resetAfter(HEAD + "{"), FAILED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void ofListRoomsIsAnswered(Behaviour behaviour, String code) {
    answersAndLeavesNothingBehind("ListRooms", newRoom(), behaviour, code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void ofCreateRoomIsAnswered(Behaviour behaviour, String code) {
    answersAndLeavesNothingBehind(
        "CreateRoom", newRoom(), behaviour, code.equals(FAILED) ? "room_creation_failed" : code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void ofUpdateRoomMetadataIsAnswered(Behaviour behaviour, String code) {
    String room = newRoom();
    livekit.has(room, "{\"topic\":\"x\"}");
    answersAndLeavesNothingBehind("UpdateRoomMetadata", room, behaviour, code);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void ofABusyLiveKitMayBeTriedAgain(int status) {
    Behaviour busy = answer(status, "evil", "Retry-After: 7777");
    assertPassing(answerThatLeavesNothingBehind("ListRooms", newRoom(), busy), FAILED);
    assertPassing(
        answerThatLeavesNothingBehind("CreateRoom", newRoom(), busy), "room_creation_failed");

    String room = newRoom();
    livekit.has(room, "{\"topic\":\"x\"}");
    assertPassing(answerThatLeavesNothingBehind("UpdateRoomMetadata", room, busy), FAILED);
  }

  private void answersAndLeavesNothingBehind(
      String method, String room, Behaviour behaviour, String code) {
    assertProblem(answerThatLeavesNothingBehind(method, room, behaviour), code);
  }

  private HttpResponse<String> answerThatLeavesNothingBehind(
      String method, String room, Behaviour behaviour) {
    String before = livekit.metadata(room);
    livekit.will(method, room, behaviour);

    HttpResponse<String> answer = gateway.token(ACME, request(room));
    assertThat(livekit.calls(room)).isEqualTo(CALLS.get(method));
    assertThat(livekit.metadata(room)).isEqualTo(before);
    // The next request works, also another tenant's: the lease on the room was given back.
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.metadata(room)).contains("\"auth_id\":\"globex\"");
    return answer;
  }

  private static Arguments failure(String name, Behaviour behaviour, String code) {
    return argumentSet(name, behaviour, code);
  }
}
