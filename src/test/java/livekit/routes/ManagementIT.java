package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Health and metrics: on the management port alone, at any time, and without a word too much. */
class ManagementIT {
  private static final String SECRET = HoldingLiveKit.TENANT_SECRET;

  private static HoldingLiveKit livekit;
  private static DistributionProcess process;

  @BeforeAll
  static void start() throws IOException {
    livekit = new HoldingLiveKit();
    process = DistributionProcess.start(livekit.settings()).untilServing();
  }

  @AfterAll
  static void stop() {
    livekit.close();
    process.close();
  }

  @Test
  void healthAnswersWhile128RequestsWaitForLiveKitAndMetricsCountThem() throws IOException {
    List<KeptConnection> callers = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      KeptConnection caller = new KeptConnection(process.url("/livekit/token?api_key=" + SECRET));
      caller.send(
          """
          {"room_name":"a-room-%d","participant_name":"ada","participant_identity":"ada"}"""
              .formatted(i));
      callers.add(caller);
    }
    Awaitility.await().until(livekit::isCalled);

    for (String path : List.of("", "/live", "/ready")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(process.managementUrl("/observe/health" + path)))
              .timeout(Duration.ofSeconds(2));
      assertThat(Http.send(request).statusCode()).as(path).isEqualTo(200);
    }
    livekit.release();

    for (KeptConnection caller : callers) {
      try (caller) {
        // On a slow machine some have waited too long for LiveKit.
        assertThat(caller.answer()).containsAnyOf("HTTP/1.1 200 ", "livekit_timeout");
      }
    }
    assertThat(metric("camel_exchanges_total", "issue-token")).isGreaterThanOrEqualTo(128);
    assertThat(metric("camel_route_policy_seconds_count", "issue-token"))
        .isGreaterThanOrEqualTo(128);
    assertThat(metric("camel_route_policy_seconds_sum", "issue-token")).isPositive();
    assertThat(metric("camel_route_policy_seconds_max", "call-livekit")).isPositive();
    assertThat(metrics()).doesNotContain("a-room-", SECRET, "api_key", "acme");
    assertThat(metrics().lines().filter(line -> !line.startsWith("#"))).hasSizeLessThan(250);
  }

  @Test
  void thePublicPortHasNoneOfIt() {
    for (String path : List.of("/observe/health", "/observe/health/ready", "/observe/metrics")) {
      HttpResponse<String> answer = Http.get(process.url(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(Http.get(process.managementUrl("/livekit/token")).statusCode()).isEqualTo(404);
    assertThat(Http.get(process.managementUrl("/observe/info")).statusCode()).isEqualTo(404);
  }

  @Test
  void detailsOfHealthAreHarmless() {
    for (String path : List.of("", "/live", "/ready")) {
      String url = process.managementUrl("/observe/health" + path);
      HttpResponse<String> answer =
          Http.get(url + "?exposureLevel=full&data=true&stackTrace=true&api_key=" + SECRET);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"status\":\"UP\"")
          .doesNotContain(SECRET, "holding-", "Exception", "127.0.0.1");
    }
  }

  @Test
  void answersThisMachineAloneUnlessItsHostIsSet() throws IOException {
    InetAddress other = InetAddress.getByName("127.0.0.2");
    Map<String, String> open = Map.of("HTTP_HOST", "0.0.0.0");
    try (DistributionProcess process = DistributionProcess.start(open).untilServing()) {
      assertThat(connects(other, process.url(""))).isTrue();
      assertThat(connects(other, process.managementUrl(""))).isFalse();
    }
    Map<String, String> both = Map.of("HTTP_HOST", "127.0.0.1", "MANAGEMENT_HOST", "0.0.0.0");
    try (DistributionProcess process = DistributionProcess.start(both).untilServing()) {
      assertThat(connects(other, process.url(""))).isFalse();
      assertThat(connects(other, process.managementUrl(""))).isTrue();
      process.stdoutWith("health and metrics on port ", " of 0.0.0.0;");
    }
  }

  private static boolean connects(InetAddress host, String url) {
    try (Socket socket = new Socket(host, URI.create(url).getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void withoutLiveKitItIsAliveAndNotReadyAndSaysWhatIsMissing() {
    // Empty is not set.
    Map<String, String> settings = Map.of("LIVEKIT_URL", "", "LIVEKIT_API_KEY", "key");
    try (DistributionProcess missing = DistributionProcess.start(settings).untilServing()) {
      assertThat(Http.get(missing.managementUrl("/observe/health/live")).statusCode())
          .isEqualTo(200);
      HttpResponse<String> ready = Http.get(missing.managementUrl("/observe/health/ready"));
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("LIVEKIT_URL and LIVEKIT_API_SECRET are not set")
          .doesNotContain("LIVEKIT_API_KEY");
      missing.stdoutWith(
          "no authentication; room claims in memory", "NO LIVEKIT: LIVEKIT_URL and ");
    }
  }

  private static String metrics() {
    return Http.get(process.managementUrl("/observe/metrics")).body();
  }

  private static double metric(String name, String route) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains("routeId=\"" + route + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
