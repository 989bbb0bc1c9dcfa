package livekit.routes;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.endAfter;
import static livekit.routes.twirp.Behaviour.reset;
import static livekit.routes.twirp.Behaviour.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to LiveKit end without a word, or do not come about. */
class LostConnectionEdgeTest {
  private static final int POOLED = 8;
  private static final String MINE = "{\"auth_id\":\"acme\"}";

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = RunningGateway.with(livekit.settings());
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void severalDeadOnesInThePoolCostNoRequest() {
    CyclicBarrier all = new CyclicBarrier(POOLED);
    askAtOnce(room -> livekit.will("ListRooms", room, together(all, mine(room))));
    assertThat(livekit.server().connections()).isEqualTo(POOLED);

    livekit.server().closeConnections();
    List<String> rooms = askAtOnce(room -> livekit.has(room, MINE));
    assertThat(rooms)
        .allSatisfy(room -> assertThat(livekit.calls(room)).containsExactly("ListRooms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListRooms", "CreateRoom", "UpdateRoomMetadata"})
  void theCallIsSentOnceMoreOnAConnectionOpenedForIt(String method) {
    for (Behaviour ending : List.of(end(), reset())) {
      String room = roomFor(method);
      livekit.will(method, room, ending);

      assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
      assertThat(livekit.metadata(room)).isEqualTo(MINE);
      assertThat(times(method, room)).isEqualTo(2);
      List<BadServer.Request> requests = livekit.server().requests();
      assertThat(requests.stream().filter(each -> each.head().contains("Connection: close\r\n")))
          .last()
          .extracting(BadServer.Request::head)
          .asString()
          .contains(method);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListRooms", "CreateRoom", "UpdateRoomMetadata"})
  void aSecondEndIsUnreachable(String method) {
    String room = roomFor(method);
    livekit.will(method, room, end(), reset());

    assertProblem(gateway.token(ACME, request(room)), "livekit_unreachable");
    assertThat(times(method, room)).isEqualTo(2);
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void theSecondAttemptIsTheLastOneHoweverItEnds() {
    assertSecond("livekit_failed", answer(500, "evil"));
    assertSecond("livekit_failed", endAfter("H"));
    assertSecond("livekit_rejected_credentials", answer(401, "evil"));
    assertSecond("livekit_failed", answer(200, "evil"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListRooms", "CreateRoom", "UpdateRoomMetadata"})
  void aRefusedOneIsUnreachable(String method) throws Exception {
    String room = roomFor(method);
    if (method.equals("ListRooms")) {
      livekit.close();
    } else {
      byte[] list = method.equals("CreateRoom") ? new byte[0] : FaultyLiveKit.list(room, "{}");
      livekit.will(
          "ListRooms",
          room,
          connection -> {
            livekit.server().stopListening();
            answer(200, list, "Content-Type: application/protobuf", "Connection: close")
                .act(connection);
          });
    }
    assertProblem(gateway.token(ACME, request(room)), "livekit_unreachable");
    assertProblem(gateway.token(GLOBEX, request(room)), "livekit_unreachable");
  }

  private void assertSecond(String code, Behaviour second) {
    String room = newRoom();
    livekit.will("ListRooms", room, end(), second);
    assertProblem(gateway.token(ACME, request(room)), code);
    assertThat(livekit.calls(room)).containsExactly("ListRooms", "ListRooms");
  }

  /** A room whose next request comes to this method. */
  private String roomFor(String method) {
    String room = newRoom();
    if (method.equals("UpdateRoomMetadata")) {
      livekit.has(room, "");
    }
    return room;
  }

  private long times(String method, String room) {
    return livekit.calls(room).stream().filter(method::equals).count();
  }

  private List<String> askAtOnce(Consumer<String> prepare) {
    List<String> rooms = Stream.generate(TokenContract::newRoom).limit(POOLED).toList();
    rooms.forEach(prepare);
    List<CompletableFuture<HttpResponse<String>>> answers =
        rooms.stream()
            .map(
                room ->
                    supplyAsync(
                        () -> gateway.token(ACME, request(room)), task -> new Thread(task).start()))
            .toList();
    assertThat(answers).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
    return rooms;
  }

  private static Behaviour mine(String room) {
    return FaultyLiveKit.listed(room, MINE);
  }
}
