package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One connection of a caller serves many requests, whatever their answers are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionEdgeTest {
  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings());
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void isKeptThroughTokensAndErrors() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      for (int i = 0; i < 20; i++) {
        assertToken(http.send(post("/livekit/token", "Authorization: Bearer acme-secret")).read());
        assertProblem(http.send(post("/livekit/token", "X: y")).read(), "missing_credentials");
        assertProblem(http.send(post("/evil", "X: y")).read(), "not_found");
        assertProblem(
            http.send(post("/livekit/token?api_key=%", "X: y")).read(),
            "invalid_request",
            "The request cannot be read.");
      }
    }
  }

  @Test
  void takesRequestsBeforeTheAnswersToThoseBeforeThem() throws IOException {
    String one = post("/livekit/token", "Authorization: Bearer acme-secret");
    try (RawHttp http = new RawHttp(gateway)) {
      http.send(one + post("/evil", "X: y") + one);
      assertToken(http.read());
      assertProblem(http.read(), "not_found");
      assertToken(http.read());
    }
  }

  @Test
  void isClosedWhereTheCallerSaysSo() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      assertProblem(
          http.send(post("/livekit/token", "Connection: close")).read(), "missing_credentials");
      assertThat(http.isClosed()).isTrue();
    }
  }

  private static void assertToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("cache-control", "content-length", "content-type");
    assertThat(answer.headers().firstValueAsLong("content-length"))
        .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  private static String post(String path, String header) {
    return "POST %s HTTP/1.1\nHost: x\nContent-Type: application/json\n".formatted(path)
        + "%s\nContent-Length: %d\n\n%s".formatted(header, body("").length(), body(""));
  }
}
