package livekit.routes;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.drip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a misbehaving authentication service ends a request, in a second, and the next one works. */
class AuthServiceFailuresEdgeTest {
  private static final String ACME = "{\"id\":\"acme\"}";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration GAP = Duration.ofMillis(20);

  /** The end of a call at the latest, on a machine that is busy. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n";

  @TempDir private static Path directory;
  private static RecordingLiveKit livekit;
  private static BadServer service;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    livekit = new RecordingLiveKit();
    service = new BadServer().otherwise(request -> answer(200, ACME));
    gateway = RunningGateway.with(settings(service.url()));
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    service.close();
    livekit.close();
  }

  @BeforeEach
  void warmUp() {
    assertServesTheNext();
  }

  private static Map<String, String> settings(String url) {
    String key = PemKeys.pkcs8(PemKeys.ec("secp256r1").getPrivate());
    Map<String, String> settings = new HashMap<>(livekit.settings());
    settings.put("AUTH_SERVICE_URL", url);
    settings.put("AUTH_SIGNING_KEY_PATH", PemKeys.file(directory, key));
    settings.put("AUTH_TIMEOUT_SECONDS", "1");
    return settings;
  }

  static Stream<Arguments> slownesses() {
    return Stream.of(
        argumentSet("hangs", Behaviour.hang()),
        argumentSet("drips the status line", drip("HTTP/1.1 200 ", "O", GAP)),
        argumentSet("drips 1xx", drip("", "HTTP/1.1 103 Early Hints\r\n\r\n", GAP)),
        argumentSet("drips headers", drip(HEAD, "X-Drop: 1\r\n", GAP)),
        argumentSet("drips the body", drip(HEAD + "\r\n", "x", GAP)));
  }

  @ParameterizedTest
  @MethodSource("slownesses")
  void isUnreachableWithinTheTimeoutWhereItIsSlow(Behaviour behaviour) {
    long start = System.nanoTime();
    assertOneCall(behaviour, "auth_service_unreachable");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, SOON);
    assertServesTheNext();
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        argumentSet("ends without a byte", Behaviour.end()),
        argumentSet("reset without a byte", Behaviour.reset()),
        argumentSet("ends in the status line", Behaviour.endAfter("H")),
        argumentSet("reset in the headers", Behaviour.resetAfter(HEAD)),
        argumentSet("ends in the body", Behaviour.endAfter(HEAD + "\r\n{")),
        argumentSet("reset in the body", Behaviour.resetAfter(HEAD + "\r\n{")));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void isUnreachableWhereItsConnectionEnds(Behaviour behaviour) {
    assertOneCall(behaviour, "auth_service_unreachable");
    assertServesTheNext();
  }

  static Stream<Arguments> misbehaviours() {
    String tooLong = "{\"id\":\"acme\",\"x\":\"" + "x".repeat(64 * 1024) + "\"}";
    return Stream.of(
        argumentSet("long by its length", answer(200, tooLong)),
        argumentSet("long without a length", Behaviour.answerInChunks(128 * 1024)),
        argumentSet("gzip", Behaviour.answerInGzip(ACME)),
        argumentSet("HTTP/2", Behaviour.endAfter("HTTP/2.0 200 OK\r\n\r\n")),
        argumentSet(
            "bad length", Behaviour.endAfter("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void failsWhereItsAnswerCannotBeTaken(Behaviour behaviour) {
    assertOneCall(behaviour, "auth_service_failed");
    assertServesTheNext();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void isNotFollowedElsewhere(int status) throws Exception {
    try (BadServer elsewhere = new BadServer()) {
      elsewhere.will(answer(200, ACME));
      String location = "Location: " + elsewhere.url() + "/";

      assertOneCall(answer(status, ACME, location), "auth_service_failed");
      assertThat(elsewhere.connections()).isZero();
    }
    assertServesTheNext();
  }

  @Test
  void keepsNobodyElseWaitingWhereItHangs() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    BadServer hangs = new BadServer().otherwise(request -> Behaviour.hang());
    try (RunningGateway hanging =
        RunningGateway.with(settings(hangs.url()), "AUTH_TIMEOUT_SECONDS", "10")) {
      List<CompletableFuture<HttpResponse<String>>> flood =
          Stream.generate(() -> supplyAsync(() -> hanging.tokenWith("", "Bearer x"), threads))
              .limit(256)
              .toList();
      await().until(() -> flood.stream().filter(CompletableFuture::isDone).count() > 64);

      long start = System.nanoTime();
      assertThat(hanging.tokenWith("", "Bearer acme-secret").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      flood.stream()
          .filter(CompletableFuture::isDone)
          .forEach(answer -> assertProblem(answer.join(), "auth_service_unreachable"));
    } finally {
      hangs.close();
      threads.shutdownNow();
    }
  }

  @Test
  void isUnreachableWhereNobodyListens() throws Exception {
    BadServer gone = new BadServer();
    gone.close();
    for (String url : new String[] {gone.url(), "http://" + "x".repeat(64) + ".invalid"}) {
      try (RunningGateway lost = RunningGateway.with(settings(url))) {
        assertProblem(lost.tokenWith("", "Bearer x"), "auth_service_unreachable");
        // Who needs no service is served.
        assertThat(lost.tokenWith("", "Bearer acme-secret").statusCode()).isEqualTo(200);
      }
    }
  }

  private static void assertOneCall(Behaviour behaviour, String code) {
    int before = service.requests().size();
    service.will(behaviour);

    assertProblem(gateway.tokenWith("", "Bearer x"), code);
    assertThat(service.requests()).hasSize(before + 1);
  }

  private static void assertServesTheNext() {
    // A call may be slow by itself on a busy machine; a lost connection would fail them all.
    await().until(() -> gateway.tokenWith("", "Bearer x").statusCode() == 200);
  }
}
