package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies of at most 64 KiB, and heads of at most 16 KiB, are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSizeEdgeTest {
  private static final int MOST = 64 * 1024;
  private static final String HEAD =
      "POST /livekit/token HTTP/1.1\nHost: x\nContent-Type: application/json\n";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings(), "AUTH_REQUIRED", "false");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void takesExactlyTheLimit() throws IOException {
    assertThat(gateway.token(null, padded(MOST)).statusCode()).isEqualTo(200);
    assertThat(RawHttp.exchange(gateway, chunked(MOST)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAByteMore() throws IOException {
    assertProblem(gateway.token(null, padded(MOST + 1)), "request_too_large");
    assertProblem(RawHttp.exchange(gateway, chunked(MOST + 1)), "request_too_large");
  }

  @Test
  void refusesByTheLengthBeforeTheBodyComes() throws IOException {
    String announced = HEAD + "Content-Length: 2000000000\n\n";
    assertProblem(RawHttp.exchange(gateway, announced), "request_too_large");
  }

  @Test
  void doesNotAskForABodyThatItWillNotTake() throws IOException {
    String expecting = "Expect: 100-continue\nContent-Length: ";
    assertProblem(
        RawHttp.exchange(gateway, HEAD + expecting + (MOST + 1) + "\n\n"), "request_too_large");
    assertProblem(
        RawHttp.exchange(gateway, "POST /evil HTTP/1.1\nHost: x\n" + expecting + "5\n\n"),
        "not_found");
    try (RawHttp http = new RawHttp(gateway)) {
      http.send(HEAD + expecting + body("").length() + "\n\n");
      assertThat(http.read().statusCode()).isEqualTo(100);
      assertThat(http.send(body("")).read().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesAnExpectationThatItDoesNotKnow() throws IOException {
    assertProblem(
        RawHttp.exchange(gateway, HEAD + "Expect: evil\nContent-Length: 5\n\nhello"),
        417,
        "invalid_request",
        "The request cannot be read.");
  }

  @Test
  void servesTheNextRequestOnTheConnectionOfATooLargeOne() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      assertProblem(http.send(chunked(MOST + 1)).read(), "request_too_large");
      assertThat(http.send(chunked(MOST)).read().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesATooLargeHead() throws IOException {
    String evil = "evil".repeat(5000);
    assertTooLarge(431, "GET / HTTP/1.1\nHost: x\nX-Evil: " + evil + "\n\n");
    assertTooLarge(431, HEAD + "Cookie: " + evil + "\nContent-Length: 0\n\n");
    assertTooLarge(414, "GET /?" + evil + " HTTP/1.1\nHost: x\n\n");
  }

  private void assertTooLarge(int status, String request) throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      HttpResponse<String> answer = http.send(request).read();
      assertProblem(answer, status, "request_too_large", "The head of the request is too large.");
      assertThat(http.isClosed()).isTrue();
    }
  }

  private static String chunked(int bytes) {
    return HEAD
        + "Transfer-Encoding: chunked\n\n"
        + Integer.toHexString(bytes)
        + "\n"
        + padded(bytes)
        + "\n0\n\n";
  }

  private static String padded(int bytes) {
    return body("") + " ".repeat(bytes - body("").length());
  }
}
