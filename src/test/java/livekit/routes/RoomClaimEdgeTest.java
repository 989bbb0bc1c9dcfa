package livekit.routes;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two tenants ask for one room while LiveKit takes its time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomClaimEdgeTest {
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

  @Test
  void refusesARoomThatAnotherRequestIsCreating() {
    String room = newRoom();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> first =
        askAndWait("CreateRoom", room, held(answered, created(room, "acme")));

    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    answered.countDown();
    assertThat(first.join().statusCode()).isEqualTo(200);
  }

  @Test
  void freesARoomOnceItsRequestHasFailed() {
    String room = newRoom();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> first =
        askAndWait("CreateRoom", room, held(answered, answer(500, "evil")));

    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    answered.countDown();
    assertProblem(first.join(), "room_creation_failed");
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void givesARoomToItsOwnerWhileAnotherTenantAsksForIt() {
    String room = newRoom();
    CountDownLatch answered = new CountDownLatch(1);
    // LiveKit's answer is from before globex's room was made.
    CompletableFuture<HttpResponse<String>> first =
        askAndWait("CreateRoom", room, held(answered, created(room, "acme")));
    livekit.has(room, "{\"auth_id\":\"globex\"}");

    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    answered.countDown();
    assertProblem(first.join(), "room_owned_by_another_tenant");
  }

  @Test
  void keepsARoomForTheTenantThatWasGivenAToken() {
    String room = newRoom();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    int calls = livekit.calls(room).size();

    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    assertThat(livekit.calls(room)).hasSize(calls);
  }

  @Test
  void refusesARoomWithoutOwnerWhereTheSettingSaysSo() {
    try (RunningGateway strict =
        RunningGateway.with(livekit.settings(), "ROOM_UNOWNED", "refuse")) {
      String room = newRoom();
      livekit.has(room, "{\"topic\":\"x\"}");
      assertProblem(strict.token(ACME, request(room)), "room_not_owned");
      assertThat(livekit.calls(room)).containsExactly("ListRooms");
      assertThat(livekit.metadata(room)).isEqualTo("{\"topic\":\"x\"}");

      String kept = newRoom();
      assertThat(strict.token(ACME, request(kept)).statusCode()).isEqualTo(200);
      livekit.has(kept, "");
      assertThat(strict.token(ACME, request(kept)).statusCode()).isEqualTo(200);
      assertThat(livekit.metadata(kept)).isEqualTo("{\"auth_id\":\"acme\"}");
    }
  }

  /** Acme's request, once it has come to LiveKit. */
  private CompletableFuture<HttpResponse<String>> askAndWait(
      String method, String room, Behaviour behaviour) {
    livekit.will(method, room, behaviour);
    CompletableFuture<HttpResponse<String>> asked =
        supplyAsync(() -> gateway.token(ACME, request(room)), task -> new Thread(task).start());
    await().until(() -> livekit.calls(room).contains(method));
    return asked;
  }

  private static Behaviour held(CountDownLatch latch, Behaviour then) {
    return connection -> {
      latch.await();
      then.act(connection);
    };
  }

  private static Behaviour created(String room, String owner) {
    return answer(200, FaultyLiveKit.room(room, "{\"auth_id\":\"%s\"}".formatted(owner)));
  }
}
