package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules of a team's routes, which Quartz keeps, when the routes change while they serve. */
class ScheduleReloadEdgeTest {
  private static final String ROUTES =
      """
      - route:
          id: fire-quartz
          from:
            uri: "quartz:every-second?cron=*+*+*+*+*+?"
            steps:
              - script: {expression: {simple: {expression: "${bean:fired?method=add('quartz %1$s')}"}}}
      - route:
          id: fire-cron
          from:
            uri: "cron:each-second?schedule=*+*+*+*+*+?"
            steps:
              - script: {expression: {simple: {expression: "${bean:fired?method=add('cron %1$s')}"}}}
      """;

  @TempDir private Path directory;

  @Test
  void firesInTheSetOfRoutesThatServesAndInNoOther() throws IOException {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    Files.writeString(routes.file("fire"), ROUTES.formatted("0"));
    Fired fired = new Fired();
    try (RunningGateway gateway =
        RunningGateway.replacing(routes.settings(Map.of()), "fired", fired)) {
      for (int version = 0; version < 4; version++) {
        if (version > 0) {
          routes.replace("fire", ROUTES.formatted(version));
        }
        List<String> now = List.of("quartz " + version, "cron " + version);
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(fired.all).containsAll(now));
        fired.all.clear();
        // Of this version alone, also when the set before it has stopped.
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(fired.all).hasSizeGreaterThanOrEqualTo(4));
        assertThat(now).containsAll(fired.all);
      }
      assertThat(gateway.host().getName()).isEqualTo("livekit-routes");
    }
  }

  /** What has fired, in order. */
  public static final class Fired {
    private final List<String> all = new CopyOnWriteArrayList<>();

    /** Notes it. */
    public void add(String what) {
      all.add(what);
    }
  }
}
