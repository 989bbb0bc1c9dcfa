package livekit.routes.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that routes have changed and are still again, so that an edit of several files (a {@code git
 * pull}) or one in steps (an editor that renames) is taken up whole.
 *
 * <p>It reads the files, some dozens of a few KiB, instead of being told by the file system: so it
 * works on every one, behind symbolic links too (as Kubernetes replaces mounted files), and a time
 * stamp that did not move hides nothing.
 */
public final class RoutesWatch implements AutoCloseable {
  /** How long the files have to be unchanged. */
  static final Duration QUIET = Duration.ofMillis(300);

  private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(150);

  private final RouteDirectories directories;
  private final Consumer<RouteFiles> changed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "routes-watch");
            daemon.setDaemon(true);
            return daemon;
          });

  /** The last that was handed on. */
  private RouteFiles known;

  private RouteFiles seen;
  private long seenAt;
  private boolean unreadable;

  /**
   * @param known what serves
   * @param changed takes the files that have changed, each version once; on the thread that looks
   */
  RoutesWatch(RouteDirectories directories, RouteFiles known, Consumer<RouteFiles> changed) {
    this.directories = directories;
    this.known = known;
    this.seen = known;
    this.changed = changed;
  }

  /**
   * Watches until it is closed, on a daemon thread.
   *
   * @param known what serves
   * @param prepare is run once on that thread, before the first look
   * @param changed takes the files that have changed, each version once
   */
  public static RoutesWatch start(
      RouteDirectories directories,
      RouteFiles known,
      Runnable prepare,
      Consumer<RouteFiles> changed) {
    RoutesWatch watch = new RoutesWatch(directories, known, changed);
    watch.thread.execute(prepare);
    long nanos = PERIOD.toNanos();
    watch.thread.scheduleWithFixedDelay(
        () -> watch.look(System.nanoTime()), nanos, nanos, TimeUnit.NANOSECONDS);
    return watch;
  }

  /** Looks once; never throws, since the thread would not look again. */
  void look(long now) {
    try {
      RouteFiles files = directories.read();
      unreadable = false;
      if (!files.equals(seen)) {
        seen = files;
        seenAt = now;
      } else if (!files.equals(known) && now - seenAt >= QUIET.toNanos()) {
        known = files;
        changed.accept(files);
      }
    } catch (IOException e) {
      if (!unreadable) {
        LOG.error("Cannot read {}; the routes stay what they are", e.getMessage());
        unreadable = true;
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The routes stay what they are: {}", LoadFailure.text(e));
    }
  }

  /** Looks no more; a change that is being taken up is waited for. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
