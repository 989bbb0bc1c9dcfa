package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /livekit/webhook: whose webhooks are taken, and what becomes of their events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEdgeTest {
  private static final String EXAMPLE = "src/test/resources/examples/on-room-finished";

  /** Writes down what the routes of this test were handed. */
  public static final class Seen implements Processor {
    static final Map<String, Map<?, ?>> EVENTS = new ConcurrentHashMap<>();
    static final Map<String, Integer> TIMES = new ConcurrentHashMap<>();
    static volatile CountDownLatch hold = new CountDownLatch(0);

    @Override
    public void process(Exchange exchange) throws InterruptedException {
      hold.await();
      Map<?, ?> event = exchange.getMessage().getBody(Map.class);
      String id = (String) event.get("id");
      TIMES.merge(id, 1, Integer::sum);
      EVENTS.put(id, event);
      if (id.startsWith("EV_fail")) {
        throw new IllegalArgumentException("evil");
      }
    }
  }

  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path extra) throws IOException {
    for (String event : List.of("room-started", "track-published")) {
      Files.writeString(
          extra.resolve("on-%s.camel.yaml".formatted(event)),
          """
          - route:
              id: on-%1$s
              from:
                uri: direct:on-%1$s
                steps:
                  - process: {ref: "#class:livekit.routes.WebhookEdgeTest$Seen"}
          """
              .formatted(event));
    }
    gateway = RunningGateway.with(settings(), "ROUTES_EXTRA", extra.toString());
  }

  static Map<String, String> settings() {
    return Map.of(
        "LIVEKIT_URL",
        "ws://127.0.0.1:1",
        "LIVEKIT_API_KEY",
        TestWebhook.KEY,
        "LIVEKIT_API_SECRET",
        TestWebhook.SECRET,
        "LIVEKIT_KEYS",
        "next-key: next-secret\nlast-key: last-secret\n");
  }

  @AfterEach
  void letGo() {
    Seen.hold.countDown();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> post(TestWebhook webhook) {
    return webhook.to(gateway.url("/livekit/webhook"));
  }

  private static Map<?, ?> handled(String id) {
    await().until(() -> Seen.EVENTS.containsKey(id));
    return Seen.EVENTS.get(id);
  }

  @Test
  void handsAnEventToTheRouteThatHasItsName() {
    HttpResponse<String> answer =
        post(TestWebhook.of("room_started", "EV_1", ",\"room\":{\"name\":\"lobby\"}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(handled("EV_1"))
        .isEqualTo(Map.of("event", "room_started", "id", "EV_1", "room", Map.of("name", "lobby")));
  }

  @Test
  void comesBackWithoutAHeaderOfTheCaller() {
    HttpResponse<String> answer = post(TestWebhook.of("room_started", "EV_headers", ""));

    assertThat(answer.headers().map().keySet())
        .isSubsetOf(Set.of("cache-control", "content-length"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/webhook+json", "application/json", "Application/JSON; charset=utf-8"})
  void takesBothMediaTypes(String type) {
    assertThat(post(TestWebhook.of("room_started", "EV_" + type, "").type(type)).statusCode())
        .isEqualTo(200);
    handled("EV_" + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", " "})
  void takesATokenWithAndWithoutBearer(String scheme) {
    assertThat(post(TestWebhook.of("room_started", "EV" + scheme, "").scheme(scheme)).statusCode())
        .isEqualTo(200);
    handled("EV" + scheme);
  }

  @Test
  void takesTheWebhooksOfEachKey() {
    TestWebhook next = TestWebhook.of("room_started", "EV_next", "").by("next-key", "next-secret");
    TestWebhook last = TestWebhook.of("room_started", "EV_last", "").by("last-key", "last-secret");
    assertThat(post(next).statusCode()).isEqualTo(200);
    assertThat(post(last).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheKeyOfOneWithTheSecretOfAnother() {
    refused(TestWebhook.of("room_started", "EV_x", "").by("next-key", TestWebhook.SECRET));
    refused(TestWebhook.of("room_started", "EV_x", "").by("no-key", TestWebhook.SECRET));
  }

  @Test
  void allowsAMinuteAndNoMore() {
    long now = Instant.now().getEpochSecond();
    TestWebhook late = TestWebhook.of("room_started", "EV_late", "").claim("exp", now - 50);
    TestWebhook early = TestWebhook.of("room_started", "EV_early", "").claim("nbf", now + 50);
    assertThat(post(late).statusCode()).isEqualTo(200);
    assertThat(post(early).statusCode()).isEqualTo(200);
    refused(TestWebhook.of("room_started", "EV_x", "").claim("exp", now - 61));
    refused(TestWebhook.of("room_started", "EV_x", "").claim("nbf", now + 70));
    refused(TestWebhook.of("room_started", "EV_x", "").claim("exp", null));
  }

  @Test
  void refusesATokenForAnotherBody() {
    refused(TestWebhook.of("room_started", "EV_x", "").claim("sha256", null));
    refused(TestWebhook.of("room_started", "EV_x", "").claim("sha256", ""));
    refused(TestWebhook.of("room_started", "EV_x", "").claim("sha256", 5));
    HttpResponse<String> answer =
        TestWebhook.of("room_started", "EV_x", "")
            .toWithBody(
                gateway.url("/livekit/webhook"), "{\"event\":\"room_started\",\"id\":\"EV_x\" }");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Seen.EVENTS).doesNotContainKey("EV_x");
  }

  @Test
  void refusesWhoSendsNoTokenOrSendsItElsewhere() {
    TestWebhook webhook = TestWebhook.of("room_started", "EV_x", "");
    String url = gateway.url("/livekit/webhook");
    assertThat(webhook.unsignedTo(url).body()).contains("missing_credentials");
    assertThat(webhook.unsignedTo(url + "?Authorization=" + webhook.authorization()).body())
        .contains("missing_credentials");
    assertThat(Seen.EVENTS).doesNotContainKey("EV_x");
  }

  private void refused(TestWebhook webhook) {
    HttpResponse<String> answer = post(webhook);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("invalid_credentials");
    assertThat(Seen.EVENTS).doesNotContainKey("EV_x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "{}",
        "{\"event\":\"room_started\"}",
        "{\"id\":\"EV_x\"}",
        "{\"event\":\"room_started\",\"id\":\"\"}",
        "{\"event\":5,\"id\":\"EV_x\"}",
        "{\"event\":\"room_started\",\"id\":\"EV_x\"} {}"
      })
  void refusesWhatIsNoEvent(String body) {
    HttpResponse<String> answer = post(TestWebhook.of(body));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_request");
  }

  @Test
  void dropsARepeat() {
    for (int i = 0; i < 3; i++) {
      assertThat(post(TestWebhook.of("room_started", "EV_repeat", "")).statusCode()).isEqualTo(200);
    }
    handled("EV_repeat");
    post(TestWebhook.of("room_started", "EV_after", ""));
    handled("EV_after");
    assertThat(Seen.TIMES).containsEntry("EV_repeat", 1);
  }

  @Test
  void saysWhichEventARouteHasFailedFor() {
    try (CapturedLog log = new CapturedLog()) {
      post(TestWebhook.of("room_started", "EV_fail", ",\"room\":{\"name\":\"private\"}"));
      await()
          .untilAsserted(
              () ->
                  assertThat(log.of(Level.WARN, "livekit.routes").toString())
                      .contains(
                          "The event \"room_started\" \"EV_fail\" was not handled: the route"
                              + " on-room-started failed"));
      assertThat(log.of(Level.INFO, "").toString()).doesNotContain("private", "evil");
    }
  }

  @Test
  void readsALargeBodyOfNobodyButLiveKit() {
    String large = ",\"x\":\"%s\"".formatted("x".repeat(100 * 1024));
    TestWebhook forged = TestWebhook.of("room_started", "EV_x", large).by(TestWebhook.KEY, "wrong");
    assertThat(post(forged).statusCode()).isEqualTo(413);
    assertThat(
            TestWebhook.of("room_started", "EV_x", large)
                .unsignedTo(gateway.url("/livekit/webhook"))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void passesAnEventThatNoRouteActsOn() {
    for (String name :
        List.of("egress_started", "an_event_of_next_year", "Room Started", "../on", "x?y=z")) {
      assertThat(post(TestWebhook.of(name, "EV_" + name, "")).statusCode()).isEqualTo(200);
    }
    assertThat(gateway.context().getEndpoints())
        .noneMatch(endpoint -> endpoint.getEndpointUri().startsWith("direct://on-egress"))
        .noneMatch(endpoint -> endpoint.getEndpointUri().contains("next"));
  }

  @Test
  void takesWhatALargeRoomMakesOfAnEventAndNoMore() {
    String metadata = "m".repeat(1024 * 1024);
    String more = ",\"room\":{\"metadata\":\"%s\"}".formatted(metadata);
    assertThat(post(TestWebhook.of("room_started", "EV_large", more)).statusCode()).isEqualTo(200);
    handled("EV_large");

    HttpResponse<String> answer =
        post(TestWebhook.of("room_started", "EV_x", more + more.replace("room", "x") + more));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("request_too_large");
  }

  @Test
  void refusesOtherMethodsAndMediaTypes() {
    assertThat(Http.get(gateway.url("/livekit/webhook")).statusCode()).isEqualTo(405);
    TestWebhook text = TestWebhook.of("room_started", "EV_x", "").type("text/plain");
    assertThat(post(text).statusCode()).isEqualTo(415);
  }

  @Test
  void answers503WhenTheQueueIsFullAndTakesTheEventLater() {
    Seen.hold = new CountDownLatch(1);
    // Four are being handled, a thousand wait.
    List<Integer> taken =
        IntStream.range(0, 1004)
            .mapToObj(i -> post(TestWebhook.of("track_published", "EV_full_" + i, "")))
            .map(HttpResponse::statusCode)
            .toList();
    HttpResponse<String> one = post(TestWebhook.of("track_published", "EV_full", ""));
    Seen.hold.countDown();

    assertThat(taken).containsOnly(200);
    assertThat(one.statusCode()).isEqualTo(503);
    assertThat(one.body()).contains("overloaded");
    assertThat(one.headers().firstValue("Retry-After")).contains("5");
    handled("EV_full_1003");
    assertThat(post(TestWebhook.of("track_published", "EV_full", "")).statusCode()).isEqualTo(200);
    handled("EV_full");
  }
}
