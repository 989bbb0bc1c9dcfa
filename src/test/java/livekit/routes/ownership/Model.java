package livekit.routes.ownership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Runs histories, several at once, and stops at the first that breaks a promise. Now and then
 * something happens to a process, and to every history that is running.
 */
final class Model {
  private static final int WORKERS = 6;
  private static final int PATIENT_WORKERS = 4;
  private static final int TRIES = 4;

  private final World world;
  private final long seed;
  private final Tally tally = new Tally();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong runs = new AtomicLong();
  private final AtomicReference<Failure> failure = new AtomicReference<>();

  /**
   * A history that broke a promise.
   *
   * @param history its steps, faults of processes included
   * @param broken the promises that are broken
   * @param seen what was seen
   */
  record Failure(History history, List<String> broken, Transcript seen) {
    /** Whether one promise is broken by both. */
    boolean isLike(Failure other) {
      return promises().stream().anyMatch(other.promises()::contains);
    }

    private Set<String> promises() {
      return broken.stream().map(text -> text.split(",")[0]).collect(Collectors.toSet());
    }
  }

  Model(World world, long seed) {
    this.world = world;
    this.seed = seed;
  }

  Tally tally() {
    return tally;
  }

  /** Runs new histories for this long. */
  Optional<Failure> run(Duration time) {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    List<CompletableFuture<Void>> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS + PATIENT_WORKERS; i++) {
      boolean patient = i < PATIENT_WORKERS;
      workers.add(world.begin(() -> work(begin, end, patient)));
    }
    disturb(end);
    workers.forEach(CompletableFuture::join);
    return Optional.ofNullable(failure.get());
  }

  /** Runs one history, a few times, until it breaks a promise: a race does not always. */
  Optional<Failure> run(History history) {
    return run(history, TRIES);
  }

  /** Runs one history this often. */
  Optional<Failure> run(History history, int tries) {
    for (int i = 0; i < tries; i++) {
      Optional<Failure> failed = play(history, null);
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  /** The shortest history that was found in this time to fail as this one does. */
  Failure shorten(Failure failed, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Failure shortest = failed;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (History candidate : shortest.history().smaller()) {
        if (System.nanoTime() > end) {
          return shortest;
        }
        Optional<Failure> again = run(candidate).filter(failed::isLike);
        if (again.isPresent()) {
          shortest = again.get();
          progress = true;
          break;
        }
      }
    }
    return shortest;
  }

  private Void work(long begin, long end, boolean patient) {
    LongSupplier realEnd = patient ? () -> failure.get() == null ? end : begin : null;
    while (System.nanoTime() < end && failure.get() == null) {
      long index = next.getAndIncrement();
      play(Histories.of(new SplittableRandom(seed + index).nextLong()), realEnd)
          .filter(failed -> failure.compareAndSet(null, failed))
          .ifPresent(
              failed ->
                  System.out.printf(
                      "A promise is broken after %.1f s, in history %d%n",
                      (System.nanoTime() - begin) / 1e9, index));
    }
    return null;
  }

  private Optional<Failure> play(History history, LongSupplier realEnd) {
    Play play = new Play(world, history, "m" + runs.incrementAndGet(), realEnd);
    Transcript seen = play.run();
    tally.add(history, seen);
    List<String> broken = Promises.broken(seen);
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure(play.asItWas(), broken, seen));
  }

  private void disturb(long end) {
    SplittableRandom random = new SplittableRandom(seed);
    while (System.nanoTime() < end && failure.get() == null) {
      long pause = Math.min(1_000 + random.nextInt(4_000), (end - System.nanoTime()) / 1_000_000);
      Play.sleep(Math.max(0, pause));
      if (System.nanoTime() < end && failure.get() == null) {
        Step fault = Histories.fault(random);
        world.faults().happen(fault);
        tally.count("fault " + fault.verb());
      }
    }
  }
}
