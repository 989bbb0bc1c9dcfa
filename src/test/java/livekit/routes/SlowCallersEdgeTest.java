package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers that send a request as slowly as they can do not keep others out. */
class SlowCallersEdgeTest {
  private static final String HEAD =
      "POST /livekit/token HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: ";
  private static final int LARGEST = 64 * 1024;

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private final List<RawHttp> slow = new ArrayList<>();
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "LIVEKIT_API_KEY",
            TestWebhook.KEY,
            "LIVEKIT_API_SECRET",
            TestWebhook.SECRET);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawHttp each : slow) {
      each.close();
    }
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource({"2100, 1", "1100, 65535"})
  void bodiesThatDoNotEndKeepNobodyOut(int connections, int bytes) throws IOException {
    hold(connections, HEAD + LARGEST + "\n\n" + "x".repeat(bytes));
    assertServed();
  }

  @ParameterizedTest
  @CsvSource({"2100, 0", "200, 16000"})
  void headsThatDoNotEndKeepNobodyOut(int connections, int bytes) throws IOException {
    hold(connections, "GET / HTTP/1.1\nHost: x\n" + "a:\n".repeat(bytes / 4));
    assertServed();
  }

  @Test
  void theOldestBodyGivesWayWhereTheirBytesRunOut() throws IOException {
    // 64 MiB are 1,024 of them.
    hold(1100, HEAD + LARGEST + "\n\n" + "x".repeat(LARGEST - 1));

    RawHttp last = slow.get(slow.size() - 1);
    assertThat(last.send("x").read().statusCode()).isEqualTo(400);
    assertThat(slow.get(0).isClosed()).isTrue();
  }

  @Test
  void slowWebhooksKeepLiveKitsOwnFromNothing() throws IOException {
    hold(40, webhook(TestWebhook.of("x".repeat(2 * 1024 * 1024)).authorization()));
    assertWebhookTaken();
  }

  @Test
  void aParticipantsTokenOpensNoLargeBody() throws IOException {
    TestWebhook participants =
        TestWebhook.of("{}").claim("video", Map.of("room", "lobby", "roomJoin", true));
    try (RawHttp http = new RawHttp(gateway)) {
      http.send(webhook(participants.authorization()));
      assertProblem(http.read(), "request_too_large");
    }
    try (RawHttp http = new RawHttp(gateway)) {
      http.send(webhook(TestWebhook.of("{}").claim("sha256", null).authorization()));
      assertProblem(http.read(), "request_too_large");
    }
  }

  @Test
  void slowPostsWithAParticipantsTokenKeepLiveKitsOwnFromNothing() throws IOException {
    String token =
        TestWebhook.of("{}")
            .claim("sha256", null)
            .claim("video", Map.of("room", "lobby", "roomJoin", true))
            .authorization();
    hold(33, webhook(token).replace(String.valueOf(2 * 1024 * 1024), "100") + "{");
    assertWebhookTaken();
  }

  @Test
  void refusesMoreHeaderLinesThanAClientSends() throws IOException {
    String request = "GET /evil HTTP/1.1\nHost: x\n";
    assertProblem(RawHttp.exchange(gateway, request + "a: b\n".repeat(99) + "\n"), "not_found");
    try (RawHttp http = new RawHttp(gateway)) {
      assertProblem(
          http.send(request + "a: b\n".repeat(100) + "\n").read(),
          431,
          "request_too_large",
          "The head of the request is too large.");
      assertThat(http.isClosed()).isTrue();
    }
  }

  @Test
  void aCallerThatPilesUpRequestsIsClosed() throws IOException {
    String room = newRoom();
    String json = request(room);
    String one = HEAD + json.length() + "\nAuthorization: " + ACME + "\n\n" + json;
    try (RawHttp http = new RawHttp(gateway)) {
      assertThat(answers(http, one.repeat(1000))).isLessThan(1000);
    }
    assertServed();
  }

  private static int answers(RawHttp http, String requests) {
    int answers = 0;
    try {
      http.send(requests);
      while (true) {
        http.read();
        answers++;
      }
    } catch (IOException closed) {
      return answers;
    }
  }

  private void hold(int connections, String text) throws IOException {
    for (int i = 0; i < connections; i++) {
      slow.add(new RawHttp(gateway).send(text));
    }
  }

  private void assertServed() {
    for (int i = 0; i < 5; i++) {
      assertThat(gateway.token(ACME, request(newRoom())).statusCode()).isEqualTo(200);
    }
  }

  private static String webhook(String authorization) {
    return "POST /livekit/webhook HTTP/1.1\nHost: x\nContent-Type: application/webhook+json\n"
        + "Authorization: "
        + authorization
        + "\nContent-Length: "
        + 2 * 1024 * 1024
        + "\n\n";
  }

  private void assertWebhookTaken() {
    TestWebhook real = TestWebhook.of("room_started", "EV_" + newRoom(), "");
    assertThat(real.to(gateway.url("/livekit/webhook")).statusCode()).isEqualTo(200);
  }
}
