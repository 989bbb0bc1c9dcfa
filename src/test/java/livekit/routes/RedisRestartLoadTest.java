package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redis is killed and starts again while two gateways issue tokens to two tenants, for rooms that
 * are there and for new ones. The gateways have recovered when both give tokens and neither refuses
 * any more.
 *
 * <p>A token is found that is issued wrongly when LEASE and KEEP of {@code ClaimScript} do not ask
 * whose the record is (tried); either of them alone makes up for the other.
 */
class RedisRestartLoadTest {
  private static final long SEED = 20_260_502;
  private static final int CALLERS = 8;
  private static final int ROOMS_AT_A_TIME = 50;
  private static final int REQUESTS_OF_A_ROOM = 5;
  private static final int ROUNDS = 3;
  private static final int TOKENS_OF_A_ROUND = 100;
  private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

  private final Queue<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> tenantsOfRoom = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLongArray lastToken = new AtomicLongArray(2);
  private volatile long lastRefusal;
  private volatile boolean stop;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsIssuedWronglyAndNothingFailsOtherwise(boolean durable) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Long> recoveries = new ArrayList<>();
    List<String> log;
    try (LogLines lines = LogLines.of("livekit.routes");
        RedisServer redis = durable ? RedisServer.startDurable() : RedisServer.start();
        FaultyLiveKit livekit = new FaultyLiveKit();
        RunningGateway one = gateway(livekit, redis);
        RunningGateway other = gateway(livekit, redis)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(SEED + i);
        running.add(callers.submit(() -> call(random, one, other)));
      }
      awaitTokens();
      for (int i = 0; i < ROUNDS; i++) {
        recoveries.add(killAndRestart(redis));
      }
      stop = true;
      for (Future<?> caller : running) {
        caller.get(30, TimeUnit.SECONDS);
      }
      log = lines.lines();
    } finally {
      stop = true;
      callers.shutdownNow();
    }

    assertThat(statuses).containsOnlyKeys(200, 403, 503);
    assertThat(refused).allSatisfy(answer -> assertProblem(answer, "claims_unavailable"));
    assertThat(tenantsOfRoom)
        .allSatisfy((room, tenants) -> assertThat(tenants).as(room).hasSize(1));
    assertThat(recoveries).allMatch(millis -> millis <= BACK_WITHIN.toMillis());
    // On a busy machine an outage more may be seen; a line for each refusal would be hundreds.
    assertThat(log)
        .filteredOn(line -> line.startsWith("WARN ") && line.contains("503"))
        .hasSizeBetween(2 * ROUNDS, 6 * ROUNDS);
    assertThat(log)
        .filteredOn(line -> line.contains("answers: rooms can"))
        .hasSizeBetween(2 * ROUNDS, 4 * ROUNDS);
    System.out.printf(
        "Answers %s for %d rooms, seed %d, Redis killed %d times (%s): recovered after %s ms%n",
        statuses,
        tenantsOfRoom.size(),
        SEED,
        ROUNDS,
        durable ? "durable" : "empty afterwards",
        recoveries);
  }

  /** Answers how many milliseconds after its start the last request was refused, or served. */
  private long killAndRestart(RedisServer redis) {
    redis.kill();
    int before = refused.size();
    await().until(() -> refused.size() > before + CALLERS);
    long start = System.nanoTime();
    redis.restart();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> lastToken.get(0) - start > 0 && lastToken.get(1) - start > 0);
    long served = System.nanoTime();
    awaitTokens();
    return Math.max(served - start, lastRefusal - start) / 1_000_000;
  }

  private void awaitTokens() {
    long enough = tokens() + TOKENS_OF_A_ROUND;
    await().atMost(Duration.ofSeconds(20)).until(() -> tokens() > enough);
  }

  private void call(Random random, RunningGateway... gateways) {
    while (!stop) {
      int newest = ROOMS_AT_A_TIME + requests.incrementAndGet() / REQUESTS_OF_A_ROOM;
      String room = "room-" + (newest - random.nextInt(ROOMS_AT_A_TIME));
      String tenant = random.nextBoolean() ? ACME : GLOBEX;
      int gateway = random.nextInt(gateways.length);
      HttpResponse<String> answer = gateways[gateway].token(tenant, request(room));
      statuses.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
      if (answer.statusCode() == 200) {
        lastToken.set(gateway, System.nanoTime());
        tenantsOfRoom.computeIfAbsent(room, r -> ConcurrentHashMap.newKeySet()).add(tenant);
      } else if (answer.statusCode() >= 500) {
        lastRefusal = System.nanoTime();
        refused.add(answer);
      }
    }
  }

  private long tokens() {
    return statuses.containsKey(200) ? statuses.get(200).sum() : 0;
  }

  private static RunningGateway gateway(FaultyLiveKit livekit, RedisServer redis) {
    return RunningGateway.with(
        livekit.settings(), "ROOM_CLAIMS", "redis", "REDIS_URL", redis.url());
  }
}
