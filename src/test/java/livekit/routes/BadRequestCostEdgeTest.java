package livekit.routes;

import static livekit.routes.FaultyLiveKit.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import livekit.routes.tenant.oidc.OpenIdProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The largest request costs a small multiple of a small one, however bad it is: in processor time
 * of the gateway, and the least of several tries, so that what else the machine does is not
 * counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestCostEdgeTest {
  /** A small request takes some 0.4 ms, 64 KiB of JSON 2 to 8 ms; a square, seconds. */
  private static final int MOST = 50;

  private static final int TRIES = 6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The threads of HTTP clients and of what stands in for other services. */
  private static final String[] OTHERS = {"HttpClient", "bad-server", "HTTP-Dispatcher", "pool-"};

  private FaultyLiveKit livekit;
  private OpenIdProvider provider;
  private RunningGateway gateway;
  private Duration small;

  @BeforeAll
  void start() throws Exception {
    livekit = new FaultyLiveKit();
    provider = new OpenIdProvider();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            provider.settings().entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new));
    // Until the JVM has compiled the most of it.
    BadRequests.bodies("participant_attributes")
        .values()
        .forEach(body -> Http.send(request("POST /livekit/connection", body)));
    small =
        IntStream.range(0, 200)
            .mapToObj(
                i -> cost(() -> Http.send(request("POST /livekit/token", "{\"room_name\":5}"))))
            .min(Duration::compareTo)
            .orElseThrow();
    assertThat(small).as("the time of a small request is counted").isGreaterThan(Duration.ZERO);
  }

  @AfterAll
  void stop() {
    gateway.close();
    provider.close();
    livekit.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /livekit/token, room_name participant_metadata participant_attributes room_config x",
    "POST /livekit/connection, room_name participant_attributes roomConfig x",
    "POST /livekit/sessions/s/token, participant_name participantAttributes room_config",
    "PATCH /livekit/rooms/r, metadata x",
    "PATCH /livekit/rooms/r/participants/i, name metadata attributes permission x",
    "POST /livekit/rooms/r/participants/i/mute, track_sid muted x",
    "POST /livekit/rooms/r/data, data topic destination_identities kind x",
    "POST /livekit/webhook, x"
  })
  void isBoundedForEachBody(String endpoint, String fields) {
    for (String field : fields.split(" ")) {
      BadRequests.bodies(field)
          .forEach(
              (name, body) -> {
                // What passes is a change of the room.
                livekit.has("r", "{\"auth_id\":\"acme\"}");
                assertCheap(endpoint + ' ' + name, () -> Http.send(request(endpoint, body)));
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /livekit/token", "GET /livekit/rooms", "POST /livekit/webhook"})
  void isBoundedForEachHead(String endpoint) {
    BadRequests.credentials()
        .forEach(
            (name, bearer) ->
                assertCheap(
                    endpoint + ' ' + name,
                    () -> Http.send(request(endpoint, "{}").header("Authorization", bearer))));
    BadRequests.heads(endpoint)
        .forEach((name, head) -> assertCheap(endpoint + ' ' + name, () -> exchange(head)));
  }

  private void assertCheap(String what, Runnable request) {
    Duration bound = small.multipliedBy(MOST);
    Duration least = cost(request);
    // Nothing but the request makes it ten times as much; a few more of those take minutes.
    for (int i = 1; i < TRIES && least.compareTo(bound) > 0; i++) {
      if (least.compareTo(bound.multipliedBy(10)) > 0) {
        break;
      }
      Duration next = cost(request);
      least = next.compareTo(least) < 0 ? next : least;
    }
    assertThat(least).as(what).isLessThan(bound);
  }

  private HttpRequest.Builder request(String endpoint, String body) {
    String[] parts = endpoint.split(" ");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url(parts[1])))
            .header("Content-Type", "application/json")
            .method(parts[0], BodyPublishers.ofString(body));
    // The room r is acme's; tokens and webhooks are asked for without credentials.
    return parts[1].startsWith("/livekit/rooms/") ? request.header("Authorization", ACME) : request;
  }

  private void exchange(String head) {
    try {
      RawHttp.exchange(gateway, head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time that the threads of this process compute meanwhile, but for the tests' own. */
  private static Duration cost(Runnable request) {
    Map<Long, Long> before = cpuTimes();
    request.run();
    long nanos = 0;
    for (Map.Entry<Long, Long> each : cpuTimes().entrySet()) {
      nanos += each.getValue() - before.getOrDefault(each.getKey(), 0L);
    }
    return Duration.ofNanos(nanos);
  }

  private static Map<Long, Long> cpuTimes() {
    Map<Long, Long> times = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null
          && thread.getThreadId() != Thread.currentThread().getId()
          && Stream.of(OTHERS).noneMatch(thread.getThreadName()::startsWith)) {
        times.put(thread.getThreadId(), THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return times;
  }
}
