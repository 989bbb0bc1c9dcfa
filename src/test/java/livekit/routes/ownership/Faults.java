package livekit.routes.ownership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import livekit.routes.LiveKitServer;
import livekit.routes.RedisServer;
import livekit.routes.ownership.Span.Kind;
import org.awaitility.Awaitility;

/**
 * What happens to processes. One at a time; it ends when everything is ready again. Meanwhile
 * nobody but the gateways uses LiveKit and Redis, since whoever looks must see something.
 */
final class Faults {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RedisServer redis;
  private final LiveKitServer livekit;
  private final List<GatewayProcess> gateways;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Map<Long, List<Span>> spans = new ConcurrentHashMap<>();

  Faults(RedisServer redis, LiveKitServer livekit, List<GatewayProcess> gateways) {
    this.redis = redis;
    this.livekit = livekit;
    this.gateways = gateways;
  }

  /** Does something while no process is in trouble. */
  <T> T calm(Supplier<T> task) {
    lock.readLock().lock();
    try {
      return task.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What may have happened to processes in this time. */
  List<Span> during(long from, long to) {
    return spans.values().stream()
        .flatMap(Collection::stream)
        .filter(span -> span.overlaps(from, to))
        .toList();
  }

  /** Makes it happen, and returns when all is ready again. */
  void happen(Step step) {
    lock.writeLock().lock();
    try {
      long from = System.nanoTime();
      spans.put(from, spans(step, from, Long.MAX_VALUE));
      switch (step.verb()) {
        case "kill" -> kill(Integer.parseInt(step.word(1)));
        case "pause" -> pause(Long.parseLong(step.word(1)));
        case "restart-redis" -> restart(false);
        case "empty-redis" -> restart(true);
        case "restart-livekit" -> livekit.restart();
        default -> throw new IllegalArgumentException(step.toString());
      }
      Awaitility.await("everything is ready again")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptions()
          // A gateway asks Redis ten times a second: what it says right now may be from before.
          .during(Duration.ofMillis(400))
          .until(() -> gateways.stream().allMatch(GatewayProcess::isReady));
      spans.put(from, spans(step, from, System.nanoTime()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static List<Span> spans(Step step, long from, long to) {
    Span trouble = new Span(Kind.TROUBLE, "", from, to, step);
    return switch (step.verb()) {
      case "empty-redis" -> List.of(trouble, new Span(Kind.LOSS, "", from, to, step));
      case "restart-livekit" -> List.of(trouble, new Span(Kind.GONE, "", from, to, step));
      default -> List.of(trouble);
    };
  }

  private void kill(int gateway) {
    gateways.get(gateway).kill();
    gateways.get(gateway).start();
    gateways.get(gateway).awaitServing();
  }

  private void pause(long millis) {
    redis.pause();
    Play.sleep(millis);
    redis.resume();
  }

  private void restart(boolean empty) {
    redis.kill();
    if (empty) {
      try (Stream<Path> files = Files.walk(redis.directory())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    redis.restart();
  }
}
