package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import livekit.routes.flow.RouteDirectories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is edited all day stays what it was. */
class ReloadLeakEdgeTest {
  private static final int RELOADS = 100;
  private static final long MIB = 1024 * 1024;

  @TempDir private Path directory;

  @Test
  void keepsHeapAndThreadsThroughAHundredReloads() throws IOException {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    RouteDirectories directories =
        new RouteDirectories(routes.directory(), false, Optional.empty());
    Map<String, String> settings = Map.of("routes.directory", routes.directory().toString());
    try (RunningGateway gateway = RunningGateway.with(settings)) {
      reload(gateway, directories, routes, 15);
      long heap = heap();
      long threads = threads();

      reload(gateway, directories, routes, RELOADS);

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads + 2));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(heap()).isLessThan(heap + 4 * MIB));
      System.out.printf(
          "%d reloads: heap %.1f -> %.1f MiB, threads %d -> %d%n",
          RELOADS, heap / (double) MIB, heap() / (double) MIB, threads, threads());
    }
  }

  private static void reload(
      RunningGateway gateway, RouteDirectories directories, EditedRoutes routes, int times)
      throws IOException {
    for (int i = 0; i < times; i++) {
      String text = "version " + times + "-" + i;
      routes.add("say-hello", "/hello", text);
      gateway.sets().replace(directories.read());
      assertThat(Http.get(gateway.url("/hello")).body()).isEqualTo(text);
    }
  }

  /** Without the workers of the HTTP port, which are made as requests come, 128 at most. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("vert.x-worker"))
        .count();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
