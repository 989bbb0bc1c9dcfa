package livekit.routes.api;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what callers hold that send or read slowly: connections, bytes of requests that are not
 * whole, and bytes of answers that are not written. Nobody knows yet who these callers are. So
 * where one of the three runs out, the slowest gives way and not the next caller.
 *
 * <p>The slowest of those that send is the one that has been longest without a whole request. To
 * keep others out, an attacker has to fill all places again in the time that an honest request
 * takes. Least bytes per second would spare a caller that sent much and stopped. The slowest of
 * those that read is the one with most bytes for the longest time without progress.
 *
 * <p>All calls come from one event loop: Vert.x gives it all connections of the port.
 */
final class OpenConnections {
  /**
   * @param open connections; fewer where the system allows fewer files
   * @param unfinishedBytes of requests that are not whole, of all connections
   * @param unreadBytes of answers that are not written, of all connections
   * @param request how long a request may take from its first byte to its last
   * @param read how long a caller may take nothing of its answer
   */
  record Bounds(int open, long unfinishedBytes, long unreadBytes, Duration request, Duration read) {
    static final Bounds DEFAULT =
        new Bounds(
            16 * 1024,
            64 * 1024 * 1024,
            64 * 1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
  }

  private final Bounds bounds;
  // In the order of since(), which only grows.
  private final Set<OpenConnection> waiting = new LinkedHashSet<>();
  private final Set<OpenConnection> readers = new LinkedHashSet<>();
  private int open;
  private long unfinished;
  private long unread;
  private boolean looking;

  OpenConnections(Bounds bounds) {
    this.bounds = bounds;
  }

  /** A connection has been made. */
  void opened(Channel channel) {
    if (!looking) {
      looking = true;
      long millis = bounds.request().toMillis() / 10;
      channel.eventLoop().scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }
    open++;
    changed(OpenConnection.watch(channel.pipeline(), this));
    if (open > bounds.open() || open > Files.RESERVED && open > Files.MOST) {
      closeFirst();
    }
  }

  /** What a connection waits for, or holds of a request, has changed. */
  void changed(OpenConnection connection) {
    if (connection.hasEnded()) {
      return;
    }
    unfinished += connection.countUnfinished();
    if (connection.isWaiting()) {
      waiting.add(connection);
    }
    while (unfinished > bounds.unfinishedBytes() && closeFirst()) {
      // The next one.
    }
  }

  /** A connection waits for something else from now on, or for nothing. */
  void restarted(OpenConnection connection) {
    waiting.remove(connection);
  }

  /** A connection has not taken all that was written to it. */
  void unread(OpenConnection connection) {
    if (!connection.hasEnded()) {
      count(connection, System.nanoTime());
      if (unread > bounds.unreadBytes()) {
        look();
        closeSlowestReaders();
      }
    }
  }

  /** A connection has gone, or is being closed. */
  void ended(OpenConnection connection) {
    open--;
    unfinished -= connection.unfinished();
    unread -= connection.unread();
    waiting.remove(connection);
    readers.remove(connection);
  }

  private boolean closeFirst() {
    if (waiting.isEmpty()) {
      return false;
    }
    waiting.iterator().next().close();
    return true;
  }

  private void count(OpenConnection connection, long now) {
    unread += connection.countUnread(now);
    if (connection.unread() > 0) {
      readers.add(connection);
    } else {
      readers.remove(connection);
    }
  }

  private void look() {
    long now = System.nanoTime();
    List<OpenConnection> late = new ArrayList<>();
    for (OpenConnection each : waiting) {
      if (now - each.since() < bounds.request().toNanos()) {
        break;
      }
      if (each.isLate()) {
        late.add(each);
      }
    }
    for (OpenConnection each : List.copyOf(readers)) {
      count(each, now);
      if (each.unread() > 0 && each.stalled(now) >= bounds.read().toNanos()) {
        late.add(each);
      }
    }
    late.forEach(OpenConnection::close);
  }

  private void closeSlowestReaders() {
    long now = System.nanoTime();
    Comparator<OpenConnection> slowness =
        Comparator.comparingDouble(each -> each.unread() * (1e9 + each.stalled(now)));
    while (unread > bounds.unreadBytes()) {
      readers.stream().max(slowness).orElseThrow().close();
    }
  }

  /** Asked for only when many are open, since that takes some milliseconds. */
  private static final class Files {
    /** For connections to LiveKit, Redis and others, and for files. */
    static final int RESERVED = 512;

    static final long MOST =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? Math.max(RESERVED, system.getMaxFileDescriptorCount() - RESERVED)
            : Long.MAX_VALUE;
  }
}
