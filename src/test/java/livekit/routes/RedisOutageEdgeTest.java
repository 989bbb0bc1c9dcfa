package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway whose room claims are in Redis, and what its callers see while Redis is away. */
class RedisOutageEdgeTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

  private static final String AGAIN = " answers: rooms can be claimed again";

  private RedisServer redis;
  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
    livekit = new FaultyLiveKit();
    gateway = gateway();
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
      livekit.close();
      redis.close();
    }
  }

  @Test
  void tenantsAreRefusedInTimeAndAnonymousCallersAreNot() {
    assertThat(gateway.token(ACME, request(newRoom())).statusCode()).isEqualTo(200);
    redis.pause();
    assertUnavailable();
    assertAnonymousGetsAToken();
    redis.resume();
    assertIsBack();

    redis.stop();
    assertUnavailable();
    assertAnonymousGetsAToken();
    assertThat(gateway.token("Bearer wrong", request(newRoom())).statusCode()).isEqualTo(401);
    redis.restart();
    assertIsBack();
  }

  @Test
  void readinessShowsWhetherRedisAnswers() {
    assertThat(readiness()).isEqualTo(HealthCheck.State.UP);
    redis.pause();
    await().atMost(WITHIN).until(() -> readiness() == HealthCheck.State.DOWN);
    redis.resume();
    await().atMost(BACK_WITHIN).until(() -> readiness() == HealthCheck.State.UP);
  }

  @Test
  void startsWhileRedisIsDownAndServesTenantsOnceItIsThere() {
    gateway.close();
    redis.stop();
    try (LogLines log = LogLines.of("livekit.routes")) {
      gateway = gateway();
      assertThat(readiness()).isEqualTo(HealthCheck.State.DOWN);
      assertUnavailable();
      redis.restart();
      assertIsBack();
      assertThat(readiness()).isEqualTo(HealthCheck.State.UP);
      assertThat(log.lines())
          .anyMatch(line -> line.contains("room claims in Redis 127.0.0.1:" + redis.port()));
      assertThat(warnings(log))
          .filteredOn(line -> line.contains("503"))
          .as("not one a request")
          .hasSize(1);
      assertThat(log.lines()).contains("INFO Redis 127.0.0.1:" + redis.port() + AGAIN);
    }
  }

  @Test
  void aStoreInMemoryIsAlwaysReady() {
    try (RunningGateway inMemory = RunningGateway.with(livekit.settings())) {
      assertThat(state(inMemory)).isEqualTo(HealthCheck.State.UP);
    }
  }

  @Test
  void anEmptyRedisDoesNotGiveARoomThatExistsToAnotherTenant() {
    String room = newRoom();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    redis.kill();
    redis.restart();
    assertIsBack();

    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void aClaimOfOneProcessStopsAnother() {
    String room = newRoom();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    int calls = livekit.calls(room).size();
    try (RunningGateway other = gateway()) {
      assertProblem(other.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
      assertThat(livekit.calls(room)).as("LiveKit is not asked").hasSize(calls);
      assertThat(other.token(ACME, request(room)).statusCode()).isEqualTo(200);
    }
  }

  private RunningGateway gateway() {
    RunningGateway started =
        RunningGateway.with(livekit.settings(), "ROOM_CLAIMS", "redis", "REDIS_URL", redis.url());
    // The first answers of a process take longer than any after them.
    assertThat(started.token(null, request(newRoom())).statusCode()).isEqualTo(200);
    assertProblem(started.token("Bearer wrong", request(newRoom())), "invalid_credentials");
    return started;
  }

  private void assertUnavailable() {
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer = gateway.token(ACME, request(newRoom()));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WITHIN);
      assertProblem(answer, "claims_unavailable");
    }
  }

  private void assertAnonymousGetsAToken() {
    assertThat(gateway.token(null, request(newRoom())).statusCode()).isEqualTo(200);
  }

  private void assertIsBack() {
    await()
        .atMost(BACK_WITHIN)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> gateway.token(ACME, request(newRoom())).statusCode() == 200);
  }

  private HealthCheck.State readiness() {
    return state(gateway);
  }

  private static HealthCheck.State state(RunningGateway of) {
    Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(of.host(), "full");
    return results.stream()
        .filter(result -> result.getCheck().getId().equals("room-claims"))
        .findFirst()
        .orElseThrow()
        .getState();
  }

  private static List<String> warnings(LogLines log) {
    return log.lines().stream().filter(line -> line.startsWith("WARN ")).toList();
  }
}
