package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits under load lose no request. {@code -Dreload.seconds=30} makes the long run of it, which
 * also holds each edit to its 2 s; the short one runs beside other tests, on machines that are
 * busy.
 */
class ReloadIT {
  private static final int CLIENTS = 16;
  private static final int SECONDS = Integer.getInteger("reload.seconds", 8);
  private static final Duration VISIBLE = Duration.ofSeconds(SECONDS >= 30 ? 2 : 15);
  private static final String ACME = "Bearer acme-demo-secret";

  @TempDir private Path directory;
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private volatile boolean done;

  @Test
  void noRequestIsLostWhileRoutesAreEdited() throws Exception {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    routes.add("say-version", "/version", "0");
    String options = "-XX:TieredStopAtLevel=1 -Droutes.directory=" + routes.directory();
    List<Long> millis = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (DistributionProcess process =
        DistributionProcess.start(Map.of("JAVA_OPTS", options), "--dev").untilServing()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String room = "room-" + i;
        running.add(clients.submit(() -> ask(process, room)));
      }
      for (int edit = 1; edit <= SECONDS; edit++) {
        long start = System.nanoTime();
        millis.add(edit(process, routes, String.valueOf(edit)));
        Awaitility.await().until(() -> System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(1));
      }
      done = true;
      for (Future<?> client : running) {
        client.get();
      }
      assertThat(process.stdout()).doesNotContain("ERROR", "WARN");
      // The meters of a route go on from one set to the next.
      assertThat(tokenRequests(process)).isGreaterThanOrEqualTo(answers.getOrDefault("200", 0));
      assertThat(health(process)).contains("serving version of ").doesNotContain("refused");
      routes.edit("create-room", "setBody:", "setBoody:");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(health(process))
                      .contains("newer version refused: ", ":12: steps: setBoody is not known"));
      assertThat(process.token(ACME, "room-0").statusCode()).isEqualTo(200);
      routes.edit("create-room", "setBoody:", "setBody:");
      // One that was loaded before it was refused.
      routes.edit("find-room", "ref: roomLookups", "ref: roomSearches");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(health(process)).contains("there is no bean roomSearches"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(process.contexts()).isEqualTo(2));
    } finally {
      done = true;
      clients.shutdownNow();
    }
    System.out.printf(
        "%d edits in use after %s ms (longest %d ms), answers %s%n",
        millis.size(), millis, Collections.max(millis), answers);
    assertThat(answers).containsOnlyKeys("200");
    assertThat(Collections.max(millis)).isLessThan(VISIBLE.toMillis());
  }

  private void ask(DistributionProcess process, String room) {
    while (!done) {
      String answer;
      try {
        HttpResponse<String> response = process.token(ACME, room);
        answer = response.statusCode() == 200 ? "200" : response.statusCode() + response.body();
      } catch (RuntimeException e) {
        answer = e.toString();
      }
      answers.merge(answer, 1, Integer::sum);
    }
  }

  private static String health(DistributionProcess process) {
    HttpResponse<String> answer =
        Http.get(process.managementUrl("/observe/health/ready?exposureLevel=full"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static double tokenRequests(DistributionProcess process) {
    return Http.get(process.managementUrl("/observe/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("camel_exchanges_total{camelContext=\"livekit-routes\""))
        .filter(line -> line.contains("routeId=\"issue-token\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** How long it takes until a request sees it, in milliseconds. */
  private static long edit(DistributionProcess process, EditedRoutes routes, String version)
      throws IOException {
    long start = System.nanoTime();
    routes.add("say-version", "/version", version);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Http.get(process.url("/version")).body().equals(version));
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
