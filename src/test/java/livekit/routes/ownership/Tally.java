package livekit.routes.ownership;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happened, so that a run that asked nothing cannot pass for one that found nothing.
 */
final class Tally {
  /** Requests with nothing else going on, so that their answer was known before. */
  static final String ALONE = "asked alone";

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  void add(History history, Transcript seen) {
    count("histories");
    history.steps().forEach(step -> count("step " + step.verb()));
    for (Asked ask : seen.asked()) {
      count(ask.outcome());
      if (!ask.expected().isEmpty()) {
        count(ALONE);
      }
    }
  }

  void count(String what) {
    counts.computeIfAbsent(what, name -> new LongAdder()).increment();
  }

  long of(String what) {
    return counts.containsKey(what) ? counts.get(what).sum() : 0;
  }

  @Override
  public String toString() {
    return new TreeMap<>(counts).toString();
  }
}
