package livekit.routes;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.after;
import static livekit.routes.twirp.Behaviour.drip;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.hang;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** LiveKit answers too late or drop by drop. All requests run at once, so this takes 12 s. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowLiveKitEdgeTest {
  /** Below the 15 s of a lease: no lease ends under a request that still runs. */
  private static final double BOUND = 12;

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/protobuf\r\nContent-Length: %d\r\n\r\n";

  /** A field that nobody reads: number 15, of one byte. */
  private static final String SKIPPED = "x\u0001";

  private static final Behaviour DRIPPING =
      drip(HEAD.formatted(9000), SKIPPED, Duration.ofMillis(100));

  private FaultyLiveKit livekit;
  private RunningGateway gateway;
  private CompletableFuture<Outcome> silentInList;
  private CompletableFuture<Outcome> silentInCreate;
  private CompletableFuture<Outcome> silentInUpdate;
  private CompletableFuture<Outcome> drippingInList;
  private CompletableFuture<Outcome> slowAndThenDripping;
  private CompletableFuture<Outcome> lateList;
  private CompletableFuture<Outcome> lateEnd;
  private List<HttpResponse<String>> meanwhile;
  private boolean slowEnoughToTell;

  /** How a request of tenant acme ended, and then one of tenant globex for the same room. */
  private record Outcome(
      String room, HttpResponse<String> answer, Duration took, HttpResponse<String> next) {}

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings());
    gateway.token(ACME, request(newRoom()));
    silentInList = ask(room -> livekit.will("ListRooms", room, hang()));
    silentInCreate = ask(room -> livekit.will("CreateRoom", room, hang()));
    silentInUpdate =
        ask(
            room -> {
              livekit.has(room, "");
              livekit.will("UpdateRoomMetadata", room, hang());
            });
    drippingInList = ask(room -> livekit.will("ListRooms", room, DRIPPING));
    slowAndThenDripping =
        ask(
            room -> {
              livekit.will("ListRooms", room, after(Duration.ofMillis(3500), absent()));
              livekit.will("CreateRoom", room, DRIPPING);
            });
    lateList = ask(room -> livekit.will("ListRooms", room, absentAfterDrops(12)));
    lateEnd =
        ask(
            room -> {
              livekit.will("ListRooms", room, after(Duration.ofSeconds(4), absent()));
              livekit.will("CreateRoom", room, after(Duration.ofMillis(1500), end()));
            });
    meanwhile =
        List.of(gateway.token(null, request(newRoom())), gateway.token(ACME, request(newRoom())));
    slowEnoughToTell = !silentInList.isDone();
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void doesNotHoldUpOtherRequests() {
    assertThat(meanwhile).extracting(HttpResponse::statusCode).containsExactly(200, 200);
    assertThat(slowEnoughToTell).isTrue();
  }

  @Test
  void isGivenUpAfterFiveSecondsOfSilence() {
    assertTimeout(silentInList, 4.9, "ListRooms");
    assertTimeout(silentInCreate, 4.9, "ListRooms", "CreateRoom");
    assertTimeout(silentInUpdate, 4.9, "ListRooms", "UpdateRoomMetadata");
  }

  @Test
  void isGivenUpAfterSevenSecondsOfDripping() {
    assertTimeout(drippingInList, 6.9, "ListRooms");
  }

  @Test
  void isGivenUpBeforeTheWholeRequestTakesTwelveSeconds() {
    assertTimeout(slowAndThenDripping, 10.4, "ListRooms", "CreateRoom");
  }

  @Test
  void isNotAskedAgainByARequestThatHasWaitedForFiveSeconds() {
    assertTimeout(lateList, 5.9, "ListRooms");
    assertTimeout(lateEnd, 5.4, "ListRooms", "CreateRoom");
  }

  private void assertTimeout(CompletableFuture<Outcome> request, double atLeast, String... calls) {
    Outcome outcome = request.join();
    assertProblem(outcome.answer(), "livekit_timeout");
    assertThat(outcome.took().toMillis() / 1000.0).isBetween(atLeast, BOUND);
    assertThat(livekit.calls(outcome.room())).startsWith(calls);
    // The other tenant's request came after it, and had the room at once.
    assertThat(outcome.next().statusCode()).isEqualTo(200);
    assertThat(livekit.calls(outcome.room()).subList(calls.length, calls.length + 1))
        .containsExactly("ListRooms");
    assertThat(livekit.metadata(outcome.room())).isEqualTo("{\"auth_id\":\"globex\"}");
  }

  private CompletableFuture<Outcome> ask(Consumer<String> fault) {
    String room = newRoom();
    fault.accept(room);
    return supplyAsync(
        () -> {
          long start = System.nanoTime();
          HttpResponse<String> answer = gateway.token(ACME, request(room));
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          return new Outcome(room, answer, took, gateway.token(GLOBEX, request(room)));
        },
        task -> new Thread(task).start());
  }

  private static Behaviour absent() {
    return ProtobufRooms.answer(new byte[0]);
  }

  /** A drop every half second, each in time, of an answer that is good. */
  private static Behaviour absentAfterDrops(int drops) {
    return connection -> {
      connection.send(HEAD.formatted(2 * drops));
      for (int drop = 0; drop < drops; drop++) {
        after(Duration.ofMillis(500), c -> c.send(SKIPPED)).act(connection);
      }
    };
  }
}
