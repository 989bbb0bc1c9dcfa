package livekit.routes;

import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;
import livekit.routes.webhook.WebhookVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WEBHOOK_FORWARD_URL: verified events go on, and are tried again. */
class WebhookForwardEdgeTest {
  private static final Pattern AUTHORIZATION = Pattern.compile("Authorization: (\\S+)\r\n");

  private BadServer receiver;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    receiver = new BadServer();
    gateway = gateway("ROUTES_EXTRA", null);
  }

  private RunningGateway gateway(String name, String value) {
    return RunningGateway.with(
        WebhookEdgeTest.settings(),
        "WEBHOOK_FORWARD_URL",
        receiver.url() + "/events/",
        "webhook-forward.first-delay",
        "1",
        "camel.main.shutdown-timeout",
        "1",
        name,
        value);
  }

  @AfterEach
  void stop() throws Exception {
    // The receiver first: what is being forwarded then ends.
    receiver.close();
    gateway.close();
  }

  private void post(TestWebhook webhook) {
    assertThat(webhook.to(gateway.url("/livekit/webhook")).statusCode()).isEqualTo(200);
  }

  private BadServer.Request request(int number) {
    await().until(() -> receiver.requests().size() > number);
    return receiver.requests().get(number);
  }

  @Test
  void forwardsTheBytesAsTheyCameSignedAsLiveKitSigns() {
    String body = "{ \"event\":\"egress_ended\", \"id\":\"EV_1\", \"x\":\"ü\" }";
    post(TestWebhook.of(body).by("next-key", "next-secret").scheme("Bearer "));

    BadServer.Request request = request(0);
    assertThat(request.body()).isEqualTo(body);
    assertThat(request.head())
        .startsWith("POST /events/ HTTP/1.1")
        .contains("Content-Type: application/webhook+json")
        .doesNotContain("Bearer")
        .doesNotContain("next-key");
    Matcher authorization = AUTHORIZATION.matcher(request.head());
    assertThat(authorization.find()).isTrue();
    // As a receiver does that knows LiveKit's key.
    assertThat(
            new WebhookVerifier(Map.of(TestWebhook.KEY, TestWebhook.SECRET), Clock.systemUTC())
                .verify(authorization.group(1), request.body().getBytes(StandardCharsets.UTF_8))
                .id())
        .isEqualTo("EV_1");
  }

  @Test
  void triesAgainUntilTheReceiverTakesIt() {
    receiver.will(answer(500, ""), end(), answer(429, "evil"), answer(204, ""));
    post(TestWebhook.of("room_started", "EV_2", ""));

    String body = request(3).body();
    assertThat(body).contains("EV_2");
    post(TestWebhook.of("room_started", "EV_3", ""));
    assertThat(request(4).body()).contains("EV_3");
  }

  @Test
  void givesUpAfterElevenTimesAndSaysWhichEventIsLost() {
    receiver.will(
        IntStream.range(0, 11).mapToObj(i -> answer(500, "evil")).toArray(Behaviour[]::new));
    try (CapturedLog log = new CapturedLog()) {
      post(TestWebhook.of("room_started", "EV_4", ",\"room\":{\"name\":\"private\"}"));
      await()
          .until(
              () -> log.of(Level.WARN, "livekit.routes").toString().contains("was not forwarded"));
      assertThat(log.of(Level.WARN, "livekit.routes").toString())
          .contains("\"room_started\" \"EV_4\"")
          .doesNotContain("private");
      // The token of the webhook and ours, at whatever level.
      assertThat(log.of(Level.TRACE, "").toString()).doesNotContain("evil", "eyJ");
    }
    assertThat(receiver.requests()).hasSize(11);
  }

  @Test
  void doesNotTryAgainWhatTheReceiverRefuses() {
    receiver.will(answer(400, "evil"));
    try (CapturedLog log = new CapturedLog()) {
      post(TestWebhook.of("room_started", "EV_7", ""));
      await()
          .until(
              () -> log.of(Level.WARN, "livekit.routes").toString().contains("was not forwarded"));
    }
    post(TestWebhook.of("room_started", "EV_8", ""));
    assertThat(request(1).body()).contains("EV_8");
  }

  /** Four events are being forwarded, in vain; the fifth is handled all the same. */
  @Test
  void doesNotHoldUpTheRoutes(@TempDir Path extra) throws IOException {
    receiver.will(hang(), hang(), hang(), hang());
    gateway.close();
    Files.writeString(
        extra.resolve("on-room-started.camel.yaml"),
        """
        - route:
            id: on-room-started
            from:
              uri: direct:on-room-started
              steps:
                - process: {ref: "#class:livekit.routes.WebhookEdgeTest$Seen"}
        """);
    gateway = gateway("ROUTES_EXTRA", extra.toString());
    for (int i = 0; i < 5; i++) {
      post(TestWebhook.of("room_started", "EV_hang_" + i, ""));
    }
    await().until(() -> WebhookEdgeTest.Seen.EVENTS.containsKey("EV_hang_4"));
    assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void forwardsNothingThatIsNotVerified() {
    assertThat(
            TestWebhook.of("room_started", "EV_5", "")
                .by(TestWebhook.KEY, "wrong")
                .to(gateway.url("/livekit/webhook"))
                .statusCode())
        .isEqualTo(401);
    post(TestWebhook.of("room_started", "EV_6", ""));
    assertThat(request(0).body()).contains("EV_6");
  }
}
