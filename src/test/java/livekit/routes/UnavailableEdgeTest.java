package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.api.HttpEdge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 503: the gateway cannot take more, says so at once, and goes on with what it has. */
class UnavailableEdgeTest {
  private static final int MOST_UNDER_WAY = 1024;

  private final FaultyLiveKit livekit = new FaultyLiveKit();

  @AfterEach
  void stop() {
    livekit.close();
  }

  @Test
  void refusesAClaimBeyondTheBoundOfTheStore() {
    try (RunningGateway gateway = RunningGateway.with(livekit.settings(), "ROOM_CLAIMS_MAX", "1")) {
      String room = newRoom();
      String another = newRoom();
      assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
      assertProblem(gateway.token(ACME, request(another)), "claims_unavailable");
      assertProblem(gateway.token(GLOBEX, request(another)), "claims_unavailable");
      // Not even asked: without a claim LiveKit's answer could decide nothing.
      assertThat(livekit.calls(another)).isEmpty();
      assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
      assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
      assertThat(gateway.token(null, request(another)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesAClaimBeyondTheBoundOfATenantToThatTenantOnly() {
    try (RunningGateway gateway =
        RunningGateway.with(livekit.settings(), "ROOM_CLAIMS_MAX_PER_TENANT", "1")) {
      String another = newRoom();
      assertThat(gateway.token(ACME, request(newRoom())).statusCode()).isEqualTo(200);
      assertProblem(gateway.token(ACME, request(another)), "claims_unavailable");
      assertThat(gateway.token(GLOBEX, request(another)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesAClaimBeyondTheBoundOfATenantWhicheverGatewayIsAsked() {
    try (RedisServer redis = RedisServer.start();
        RunningGateway one = withBound(redis);
        RunningGateway other = withBound(redis)) {
      String room = newRoom();
      String another = newRoom();
      assertThat(one.token(ACME, request(room)).statusCode()).isEqualTo(200);
      assertProblem(other.token(ACME, request(another)), "claims_unavailable");
      assertProblem(one.token(ACME, request(another)), "claims_unavailable");
      assertThat(other.token(ACME, request(room)).statusCode()).isEqualTo(200);
      await().until(() -> other.token(GLOBEX, request(another)).statusCode() == 200);
    }
  }

  private RunningGateway withBound(RedisServer redis) {
    return RunningGateway.with(
        livekit.settings(),
        "ROOM_CLAIMS_MAX_PER_TENANT",
        "1",
        "ROOM_CLAIMS",
        "redis",
        "REDIS_URL",
        redis.url());
  }

  @Test
  void givesTheClaimOfAFailedRequestToTheNextOne() {
    try (RunningGateway gateway = RunningGateway.with(livekit.settings(), "ROOM_CLAIMS_MAX", "1")) {
      String room = newRoom();
      livekit.has(room, "not an object");
      for (int i = 0; i < 3; i++) {
        assertProblem(gateway.token(ACME, request(room)), "room_metadata_unreadable");
      }
      livekit.has(room, "{\"auth_id\":\"globex\"}");
      assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
      assertThat(gateway.token(GLOBEX, request(newRoom())).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesRequestsBeyond1024UnderWay() throws IOException {
    List<RawHttp> callers = new ArrayList<>();
    try (RunningGateway gateway = RunningGateway.with(livekit.settings())) {
      livekit.server().otherwise(request -> hang());
      String call = call(newRoom());
      for (int i = 0; i < MOST_UNDER_WAY; i++) {
        callers.add(new RawHttp(gateway).send(call));
      }
      // Until the gateway has read them all, there is a place for one more.
      await()
          .untilAsserted(
              () ->
                  assertProblem(
                      gateway.token(null, request(newRoom())),
                      "overloaded",
                      "Too many requests are under way."));
      livekit.close();
      for (RawHttp caller : callers) {
        assertThat(caller.read().body()).contains("\"code\":\"livekit_");
        caller.close();
      }
      assertThat(gateway.token(null, request(newRoom())).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesNewRequestsWhileItStops() {
    try (RunningGateway gateway = RunningGateway.with(livekit.settings())) {
      gateway.context().getRegistry().lookupByNameAndType("httpEdge", HttpEdge.class).drain();
      assertProblem(
          gateway.token(ACME, request(newRoom())), "overloaded", "The service is stopping.");
      assertProblem(Http.get(gateway.url("/evil")), "overloaded", "The service is stopping.");
    }
  }

  private static String call(String room) {
    return "POST /livekit/token HTTP/1.1\nHost: x\nContent-Type: application/json\n"
        + "Authorization: %s\nContent-Length: %d\n\n%s"
            .formatted(ACME, request(room).length(), request(room));
  }
}
