package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request that two readers may take for different ones ends its connection: what a proxy takes
 * for a body must not be a request here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneMeaningEdgeTest {
  private static final String UNREADABLE = "The request cannot be read.";
  private static final String TOKEN = "POST /livekit/token";
  private static final String HEALTH = "GET /observe/health/live";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_REQUIRED",
            "false",
            "camel.management.enabled",
            "true",
            "MANAGEMENT_PORT",
            "0");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  static List<RawRequest> ambiguous() {
    return RawRequest.ambiguous();
  }

  static List<RawRequest> clear() {
    return RawRequest.clear();
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void endsTheConnectionOfAnAmbiguousRequest(RawRequest request) throws IOException {
    assertRefused(publicPort(), request, TOKEN);
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void endsItOnTheManagementPortToo(RawRequest request) throws IOException {
    assertRefused(managementPort(), request, HEALTH);
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void endsItWhereTheRequestComesInPieces(RawRequest request) throws IOException {
    try (RawHttp http = new RawHttp(publicPort())) {
      try {
        inPieces(http, request);
        http.sendBytes(good(TOKEN));
      } catch (IOException e) {
        // Closed by then.
      }
      assertProblem(http.read(), "invalid_request", UNREADABLE);
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("clear")
  void servesARequestInASeldomForm(RawRequest request) throws IOException {
    try (RawHttp http = new RawHttp(publicPort())) {
      assertThat(http.sendBytes(request.to(TOKEN)).read().statusCode()).isEqualTo(200);
      inPieces(http, request);
      assertThat(http.read().statusCode()).isEqualTo(200);
      assertThat(http.sendBytes(good(TOKEN)).read().statusCode()).isEqualTo(200);
    }
    try (RawHttp http = new RawHttp(managementPort())) {
      assertThat(http.sendBytes(request.to(HEALTH)).read().statusCode()).isEqualTo(200);
      assertThat(http.sendBytes(good(HEALTH)).read().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void servesATargetWithTheHostThatIsNamed() throws IOException {
    for (String url : List.of("http://x", "HTTP://X:80", "https://x:443")) {
      String token = "POST " + url + "/livekit/token";
      assertThat(answer(publicPort(), good(token)).statusCode()).as(url).isEqualTo(200);
    }
  }

  /** Both have to be there, in the order of the requests. */
  @Test
  void answersWhatCameBeforeFirst() throws IOException {
    RawRequest bad = RawRequest.ambiguous().get(0);
    try (RawHttp http = new RawHttp(publicPort())) {
      http.sendBytes(join(good(TOKEN), good(TOKEN), bad.to(TOKEN), good(TOKEN)));
      assertThat(http.read().statusCode()).isEqualTo(200);
      assertThat(http.read().statusCode()).isEqualTo(200);
      assertProblem(http.read(), "invalid_request", UNREADABLE);
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  /** A fault in its body does not let it have a second answer. */
  @Test
  void closesWhereTheRequestHasItsAnswer() throws IOException {
    try (RawHttp http = new RawHttp(publicPort())) {
      http.send("POST /evil HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
      assertProblem(http.read(), "not_found");
      http.sendBytes(join("-1\r\n".getBytes(StandardCharsets.US_ASCII), good(TOKEN)));
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  @Test
  void readsTheAnswerToHeadWithoutABody() throws IOException {
    String head = "HEAD /livekit/token HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n";
    try (RawHttp http = new RawHttp(publicPort())) {
      http.sendBytes(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(http.readToEnd()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
    }
  }

  private static void inPieces(RawHttp http, RawRequest request) throws IOException {
    byte[] bytes = request.to(TOKEN);
    for (int i = 0; i < bytes.length; i += 3) {
      http.sendBytes(Arrays.copyOfRange(bytes, i, Math.min(i + 3, bytes.length)));
    }
  }

  private void assertRefused(URI port, RawRequest request, String target) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      http.sendBytes(join(request.to(target), good(target)));
      HttpResponse<String> answer = http.read();
      assertProblem(answer, "invalid_request", UNREADABLE);
      assertThat(answer.headers().firstValue("connection")).hasValue("close");
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  private static HttpResponse<String> answer(URI port, byte[] request) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.sendBytes(request).read();
    }
  }

  private static byte[] good(String target) {
    return RawRequest.clear().get(0).to(target);
  }

  private static byte[] join(byte[]... parts) {
    StringBuilder all = new StringBuilder();
    for (byte[] part : parts) {
      all.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private URI publicPort() {
    return URI.create(gateway.url("/"));
  }

  private URI managementPort() {
    return URI.create(gateway.managementUrl("/"));
  }
}
