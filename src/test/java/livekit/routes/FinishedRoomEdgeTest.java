package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A room that has ended stays its owner's while LiveKit's refresh tokens still open its name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinishedRoomEdgeTest {
  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(), "LIVEKIT_TOKEN_TTL", "1s", "ROOM_CLAIM_RETENTION", "1s");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void keepsTheRoomForTheOwnerThatTheEventNames() {
    String room = newRoom();
    finished(room, "{\"auth_id\":\"acme\"}");

    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesNothingFromWhoHasTheNameByNow() {
    String room = newRoom();
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    finished(room, "{\"auth_id\":\"acme\"}");

    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
  }

  @Test
  void keepsARoomForNobodyWhoseMetadataNamesNobody() {
    for (String metadata :
        new String[] {"", "{}", "no json", "{\"auth_id\":5}", "{\"auth_id\":\" \"}"}) {
      String room = newRoom();
      finished(room, metadata);
      assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keepsNothingForAnotherEvent() {
    String room = newRoom();
    assertThat(event("room_started", room, "{\"auth_id\":\"acme\"}").statusCode()).isEqualTo(200);
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void isSentAgainWhenTheStoreIsDown() {
    try (RedisServer redis = RedisServer.start();
        RunningGateway other =
            RunningGateway.with(
                livekit.settings(), "ROOM_CLAIMS", "redis", "REDIS_URL", redis.url())) {
      String room = newRoom();
      TestWebhook webhook = webhook("room_finished", room, "{\"auth_id\":\"acme\"}");
      String url = other.url("/livekit/webhook");
      redis.pause();
      assertProblem(webhook.to(url), "claims_unavailable");
      redis.resume();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(webhook.to(url).statusCode()).isEqualTo(200));
      assertProblem(other.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    }
  }

  private void finished(String room, String escapedMetadata) {
    assertThat(event("room_finished", room, escapedMetadata).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> event(String name, String room, String escapedMetadata) {
    return webhook(name, room, escapedMetadata).to(gateway.url("/livekit/webhook"));
  }

  private TestWebhook webhook(String name, String room, String metadata) {
    Map<String, String> settings = livekit.settings();
    return TestWebhook.of(
            name,
            "EV_" + UUID.randomUUID(),
            ",\"room\":{\"name\":\"%s\",\"metadata\":\"%s\"}"
                .formatted(room, metadata.replace("\"", "\\\"")))
        .by(settings.get("LIVEKIT_API_KEY"), settings.get("LIVEKIT_API_SECRET"));
  }
}
