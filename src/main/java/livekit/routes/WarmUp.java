package livekit.routes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.routes.flow.RouteDirectories;
import livekit.routes.settings.DemoSettings;
import livekit.routes.settings.Settings;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM compile what a request runs through, before the first ones that count: without it
 * they take ten times as long as later ones.
 *
 * <p>It serves the routes as they were packaged to itself, on a port of the loopback interface,
 * with an emulated LiveKit, demo tenants, claims of its own and no meter; so it calls nobody,
 * claims nothing and is not counted, and a team's own steps do not run. It holds a few megabytes
 * while it runs.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  /** The routes as they were packaged; those of {@code routes/} are the team's to edit. */
  private static final String ROUTES = "/livekit/warm-up/";

  /** What a token runs through: its route, and those that no other one names. */
  private static final String[] WARMED = {
    "issue-token", "list-rooms", "handle-errors", "emulate-livekit"
  };

  private static final int CALLERS = 4;

  /** A machine that is that slow has other worries than the first requests. */
  private static final Duration ASKING = Duration.ofSeconds(15);

  /** Long enough to stop and to let go of what it leaves behind, which delays requests. */
  private static final Duration MOST = Duration.ofSeconds(20);

  private final int requests;
  private final Runnable afterwards;
  private volatile boolean done;
  private volatile long begin;

  /**
   * @param requests how many it makes, half of them as a tenant; 0 for none
   * @param afterwards lets go of what it has left behind
   */
  WarmUp(int requests, Runnable afterwards) {
    this.requests = requests;
    this.afterwards = afterwards;
    this.done = requests == 0;
  }

  /**
   * Whether it has ended, well or not, or has taken its time: who is not warm serves all the same.
   */
  boolean isDone() {
    return done || begin != 0 && !inTime(MOST);
  }

  /** Begins, beside whatever else goes on. */
  void start() {
    if (!done) {
      begin = System.nanoTime();
      Thread thread = new Thread(this::run, "warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    try {
      int made = askItself();
      LOG.info("Warm after {} requests in {} ms", made, (System.nanoTime() - begin) / 1_000_000);
    } catch (Exception | LinkageError e) {
      Throwable why = e instanceof ExecutionException ? e.getCause() : e;
      LOG.warn("The warm-up failed ({}); the first requests are slow", why.getClass().getName());
    } finally {
      letGo();
      done = true;
    }
  }

  private void letGo() {
    try {
      afterwards.run();
      // Before readiness as a rule, where a pause delays few: its routes are a third of the heap,
      // and would be kept for as long as there is room.
      System.gc();
    } catch (RuntimeException e) {
      LOG.debug("The routes of the warm-up stay in memory; the process is about to stop");
    }
  }

  // What is opened of the jar is only closed.
  @SuppressWarnings("try")
  private int askItself() throws Exception {
    Settings settings =
        Settings.read(Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", "0")::get, Map.of(), true);
    URI routes = WarmUp.class.getResource(ROUTES).toURI();
    try (FileSystem jar = fileSystem(routes);
        Services services = Services.start(settings)) {
      RouteDirectories packaged = new RouteDirectories(Path.of(routes), true, Optional.empty());
      // A host that serves no meters, so nothing is counted. No profile: in that of development
      // Camel writes down each step.
      RouteSet set =
          new RouteSetLoader(services, new DefaultCamelContext(), null, null)
              .load(packaged.read().leadingFrom(WARMED));
      try {
        set.serve();
        services.http().open();
        return ask(services.http().port(), DemoSettings.TENANTS.get(0).secret());
      } finally {
        services.http().drain();
        set.stop();
      }
    }
  }

  /** Of the jar; null where the classes are in a directory. */
  private static FileSystem fileSystem(URI uri) throws IOException {
    return uri.getScheme().equals("jar") ? FileSystems.newFileSystem(uri, Map.of()) : null;
  }

  /** As callers do: several at a time, so that lookups share calls and threads change. */
  private int ask(int port, String secret) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    Callable<Integer> caller =
        () -> {
          int made = 0;
          for (int i = begun.getAndIncrement(); i < requests && inTime(ASKING); made++) {
            // Of four, one is anonymous, and one for a room that is not there yet.
            boolean absent = i % 4 == 1;
            TokenCall.ask(port, i % 4 == 0 ? null : secret, "room-" + (absent ? i : i % 50));
            i = begun.getAndIncrement();
          }
          return made;
        };
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      int made = 0;
      for (Future<Integer> asked : callers.invokeAll(Collections.nCopies(CALLERS, caller))) {
        made += asked.get();
      }
      return made;
    } finally {
      callers.shutdown();
    }
  }

  private boolean inTime(Duration most) {
    return System.nanoTime() - begin < most.toNanos();
  }
}
