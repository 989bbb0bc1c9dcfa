package livekit.routes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
 * claims nothing and is not counted, and a team's own steps do not run. It leaves some 10 MB in the
 * heap to the collector: on JDK 25, to collect the whole heap here would have the first requests
 * look at each compiled method again.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  /** The routes as they were packaged; those of {@code routes/} are the team's to edit. */
  private static final String ROUTES = "/livekit/warm-up/";

  /** What a token runs through: its route, and those that no other one names. */
  private static final String[] WARMED = {
    "issue-token", "list-rooms", "handle-errors", "emulate-livekit"
  };

  /** Counted from its begin. A machine that is that slow has other worries. */
  private static final Duration ASKS_AT_MOST = Duration.ofSeconds(15);

  /** When readiness waits no longer. Between the two it stops what it has started. */
  private static final Duration MOST = Duration.ofSeconds(20);

  private final int requests;
  private final Runnable afterwards;
  private volatile boolean done;
  private volatile boolean stopped;
  private volatile long begin;

  /**
   * @param requests how many it makes; 0 for none
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

  /** Whether a file with routes that was packaged has this name. */
  static boolean isPackaged(String file) {
    return WarmUp.class.getResource(ROUTES + file) != null
        || WarmUp.class.getResource(ROUTES + "dev/" + file) != null;
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

  /** Ends it, since the process is about to end. */
  void stop() {
    stopped = true;
  }

  private void run() {
    try {
      int made = askItself();
      long millis = (System.nanoTime() - begin) / 1_000_000;
      LOG.info("Warmed up with {} of {} requests, in {} ms", made, requests, millis);
    } catch (Exception | LinkageError e) {
      if (!stopped) {
        // Of its own calls and of the packaged routes: nobody else's text is in it.
        LOG.warn("The warm-up failed ({}); the first requests are slow", e.toString());
      }
    } finally {
      if (!stopped) {
        letGo();
      }
      done = true;
    }
  }

  private void letGo() {
    try {
      afterwards.run();
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
        return calls(services.http().port()).make();
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

  private WarmUpCalls calls(int port) {
    String secret = DemoSettings.TENANTS.get(0).secret();
    return new WarmUpCalls(port, secret, requests, () -> !stopped && inTime(ASKS_AT_MOST));
  }

  private boolean inTime(Duration most) {
    return System.nanoTime() - begin < most.toNanos();
  }
}
