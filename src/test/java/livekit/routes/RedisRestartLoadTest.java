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
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis is killed and starts again while two gateways issue tokens to two tenants. */
class RedisRestartLoadTest {
  private static final long SEED = 20_260_502;
  private static final int CALLERS = 8;
  private static final int ROOMS = 50;
  private static final int ROUNDS = 3;
  private static final int TOKENS_OF_A_ROUND = 100;

  private final Queue<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> tenantsOfRoom = new ConcurrentHashMap<>();
  private volatile boolean stop;
  private volatile long lastToken;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsIssuedWronglyAndNothingFailsOtherwise(boolean durable) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Long> recoveries = new ArrayList<>();
    try (RedisServer redis = durable ? RedisServer.startDurable() : RedisServer.start();
        FaultyLiveKit livekit = new FaultyLiveKit();
        RunningGateway one = gateway(livekit, redis);
        RunningGateway other = gateway(livekit, redis)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(SEED + i);
        running.add(callers.submit(() -> call(random, one, other)));
      }
      for (int i = 0; i < ROUNDS; i++) {
        long tokens = tokens() + TOKENS_OF_A_ROUND;
        await().atMost(Duration.ofSeconds(20)).until(() -> tokens() > tokens);
        redis.kill();
        int before = refused.size();
        await().until(() -> refused.size() > before + CALLERS);
        redis.restart();
        recoveries.add(awaitToken(Duration.ofSeconds(2)));
      }
      stop = true;
      for (Future<?> caller : running) {
        caller.get(30, TimeUnit.SECONDS);
      }
    } finally {
      stop = true;
      callers.shutdownNow();
    }

    assertThat(statuses).containsOnlyKeys(200, 403, 503);
    assertThat(refused).allSatisfy(answer -> assertProblem(answer, "claims_unavailable"));
    assertThat(tenantsOfRoom)
        .allSatisfy((room, tenants) -> assertThat(tenants).as(room).hasSize(1));
    System.out.printf(
        "Answers %s, seed %d, Redis killed %d times (%s): tokens again after %s ms%n",
        statuses, SEED, ROUNDS, durable ? "durable" : "empty afterwards", recoveries);
  }

  private void call(Random random, RunningGateway one, RunningGateway other) {
    while (!stop) {
      String room = "room-" + random.nextInt(ROOMS);
      String tenant = random.nextBoolean() ? ACME : GLOBEX;
      HttpResponse<String> answer =
          (random.nextBoolean() ? one : other).token(tenant, request(room));
      statuses.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
      if (answer.statusCode() == 200) {
        lastToken = System.nanoTime();
        tenantsOfRoom.computeIfAbsent(room, r -> ConcurrentHashMap.newKeySet()).add(tenant);
      } else if (answer.statusCode() >= 500) {
        refused.add(answer);
      }
    }
  }

  private long tokens() {
    return statuses.containsKey(200) ? statuses.get(200).sum() : 0;
  }

  /** How many milliseconds it took until some caller was given a token. */
  private long awaitToken(Duration within) {
    long now = System.nanoTime();
    await().atMost(within).pollInterval(Duration.ofMillis(5)).until(() -> lastToken - now > 0);
    return (lastToken - now) / 1_000_000;
  }

  private static RunningGateway gateway(FaultyLiveKit livekit, RedisServer redis) {
    return RunningGateway.with(
        livekit.settings(), "ROOM_CLAIMS", "redis", "REDIS_URL", redis.url());
  }
}
