package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that never reach a route get a problem too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpErrorEdgeTest {
  private static final String UNREADABLE = "The request cannot be read.";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/evil",
        "/livekit",
        "/livekit/token/evil",
        "/LiveKit/Token",
        "/livekit/token;evil",
        "/livekit/../etc",
        "/observe/health",
        "/observe/metrics"
      })
  void ofAnotherPathIs404(String path) {
    assertProblem(post(path, "application/json", body("")), "not_found");
    assertProblem(Http.get(gateway.url(path)), "not_found");
  }

  @Test
  void ofNoPathIs404() throws IOException {
    assertProblem(RawHttp.exchange(gateway, "OPTIONS * HTTP/1.1\nHost: x\n\n"), "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "EVIL"})
  void ofAnotherMethodIs405(String method) throws IOException {
    String request = method + " /livekit/token HTTP/1.1\nHost: x\n\n";
    assertProblem(RawHttp.exchange(gateway, request), "method_not_allowed");
  }

  @Test
  void ofTheMethodHeadIs405WithoutABody() {
    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(URI.create(gateway.url("/livekit/token")))
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=evil",
        "application/evil+json",
        "application/json5",
        ";",
        "application/json, text/plain"
      })
  void ofAnotherContentTypeIs415(String type) {
    assertProblem(post("/livekit/token", type, body("")), "unsupported_media_type");
  }

  @Test
  void ofNoContentTypeIs415() throws IOException {
    String start = "POST /livekit/token HTTP/1.1\nHost: x\nContent-Length: ";
    assertProblem(RawHttp.exchange(gateway, start + "0\n\n"), "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(gateway, start + body("").length() + "\n\n" + body("")),
        "unsupported_media_type");
    assertProblem(
        RawHttp.exchange(gateway, "POST /livekit/token HTTP/1.1\nHost: x\n\n"),
        "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/JSON",
        "Application/Json",
        "application/json ; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/json; evil=\"a;b\""
      })
  void hasAContentTypeInAnyFormThatRfc9110Allows(String type) {
    assertThat(post("/livekit/token", type, body("")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?api_key=%", "?api_key=%zz", "?evil=%u0041"})
  void ofAMalformedQueryIs400(String query) throws IOException {
    String request =
        "POST /livekit/token%s HTTP/1.1\nHost: x\nContent-Type: application/json\n".formatted(query)
            + "Content-Length: %d\n\n%s".formatted(body("").length(), body(""));
    assertProblem(RawHttp.exchange(gateway, request), "invalid_request", UNREADABLE);
  }

  /** It once kept its place for ever: 1,024 of them, and nobody else was served any more. */
  @Test
  void ofAMalformedQueryLeavesItsPlaceToOthers() throws IOException {
    String head = "POST /livekit/token%s HTTP/1.1\nHost: x\nContent-Type: application/json\n";
    try (RawHttp http = new RawHttp(gateway)) {
      for (int i = 0; i < 1100; i++) {
        http.send(head.formatted("?evil=%zz") + "Content-Length: 2\n\n{}");
        assertThat(http.read().statusCode()).isEqualTo(400);
      }
    }
    assertThat(gateway.token(null, body("")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil\n\n",
        "GET / HTTP/1.1\nevil\n\n",
        "GET / HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2\n\n",
        "GET / HTTP/1.1\nHost: x\nContent-Length: evil\n\n",
        "POST /livekit/%zz HTTP/1.1\nHost: x\nContent-Length: 0\n\n",
        "GET / HTTP/1.1\n\n"
      })
  void thatIsNoHttpIs400(String request) throws IOException {
    assertProblem(RawHttp.exchange(gateway, request), "invalid_request", UNREADABLE);
  }

  private HttpResponse<String> post(String path, String type, String body) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(gateway.url(path)))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }
}
