package livekit.routes.room;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisReadOnlyException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import livekit.routes.settings.RedisSettings;

/**
 * Opens the one connection of this process to Redis, and finds out ten times a second whether Redis
 * takes writes on it, by writing a key of ours.
 *
 * <p>A connection on which nothing comes back for {@link #GIVE_UP} is replaced: a peer that
 * vanished without a word would else be waited for until the operating system gives up, which takes
 * a quarter of an hour. What changes is told once, in the log.
 */
final class RedisWatch implements AutoCloseable {
  private static final Duration GIVE_UP = Duration.ofSeconds(1);
  private static final Duration PROBE_EVERY = Duration.ofMillis(100);
  private static final Duration PROBE_LIVES = Duration.ofMinutes(1);
  private static final Duration START = Duration.ofSeconds(2);

  private final RedisConnector connector;
  private final String probeKey;
  private final Duration wait;
  private final RedisLog log;
  private final CountDownLatch firstAnswer = new CountDownLatch(1);
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "redis-prober");
            thread.setDaemon(true);
            return thread;
          });

  // The prober alone writes these.
  private volatile RedisConnector.Connection connection;
  private volatile boolean answers;
  private long lastAnswer;

  /**
   * @param wait how long an answer may take
   */
  RedisWatch(RedisSettings settings, ClaimKeys keys, Duration wait) {
    // No request waits for a connection; one that hangs must not keep the next from being tried.
    this.connector = new RedisConnector(settings, wait.multipliedBy(5).dividedBy(2));
    this.probeKey = keys.probe();
    this.wait = wait;
    this.log = new RedisLog(settings.where());
  }

  /** Begins to connect, and waits some moments until Redis answers; where it is down, no longer. */
  void start() {
    prober.scheduleWithFixedDelay(this::probe, 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    try {
      firstAnswer.await(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether Redis took a write when it was last tried. */
  boolean answers() {
    return answers;
  }

  /** The connection, whether Redis answers on it or not; null where there is none. */
  RedisConnector.Connection connection() {
    return connection;
  }

  /** A step failed, whatever the last probe said: it is told once for all such steps. */
  void stepFailed(String reason) {
    log.stepFailed(reason);
  }

  private void probe() {
    try {
      if (connection == null) {
        connection = connector.open();
        lastAnswer = System.nanoTime();
        warnOfEviction(connection);
      }
      RedisAnswer.await(
          connection.commands().psetex(probeKey, PROBE_LIVES.toMillis(), ""),
          System.nanoTime() + wait.toNanos());
      succeeded();
    } catch (Throwable e) {
      // An Error, too: the executor would never probe again.
      failed(e);
    }
  }

  private void succeeded() {
    lastAnswer = System.nanoTime();
    answers = true;
    firstAnswer.countDown();
    log.isThere();
  }

  private void failed(Throwable e) {
    answers = false;
    if (!prober.isShutdown()) {
      log.isAway(RedisAnswer.reason(e));
    }
    if (e instanceof RedisCommandExecutionException) {
      lastAnswer = System.nanoTime();
    }
    // A server that has become a replica: its name may lead to another one by now.
    boolean demoted = e instanceof RedisReadOnlyException;
    if (connection != null && (demoted || System.nanoTime() - lastAnswer > GIVE_UP.toNanos())) {
      connection.close();
      connection = null;
    }
  }

  /** Not every user of Redis may ask: no answer, no warning. */
  private void warnOfEviction(RedisConnector.Connection opened) {
    opened
        .commands()
        .info("memory")
        .thenAccept(
            info -> {
              if (info.matches("(?s).*\\bmaxmemory:[1-9].*")
                  && !info.contains("maxmemory_policy:noeviction")) {
                log.evicts();
              }
            });
  }

  @Override
  public void close() {
    prober.shutdownNow();
    connector.close();
  }
}
