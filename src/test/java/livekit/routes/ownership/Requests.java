package livekit.routes.ownership;

import static livekit.routes.ownership.Span.Kind.HELD;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import livekit.routes.ownership.Step.Caller;

/** The token requests of one run of a history, some of them held up. */
final class Requests {
  private static final long HOLD_SECONDS = 3;
  private static final int AGAIN = 4;
  private static final long AGAIN_MILLIS = 500;

  private final World world;
  private final long begin = System.nanoTime();
  private final List<UnderWay> underWay = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Span> held = new ArrayList<>();
  private final Map<String, Long> passed = new HashMap<>();
  private final Map<String, Long> leasesEnded = new HashMap<>();

  /** A request that is held up. */
  private record UnderWay(Hold hold, CompletableFuture<Asked> answer) {}

  Requests(World world) {
    this.world = world;
  }

  /** The requests that were answered. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** When requests were held up. */
  List<Span> held() {
    return List.copyOf(held);
  }

  /** Time has passed for the claim on a room, beyond the clock. */
  void passed(String room, long nanos) {
    passed.merge(room, nanos, Long::sum);
  }

  /** Every lease on the room that was there has ended by now. */
  void leasesEnded(String room) {
    leasesEnded.put(room, System.nanoTime());
  }

  /** One request; its answer is known before, if no other one is under way. */
  void ask(String room, Caller caller) {
    Asked ask = askOnce(room, caller);
    // Where Redis takes 400 ms, as a busy machine may make it, a gateway refuses. Not for long.
    for (int i = 0; i < AGAIN && ask.isUnavailable() && !ask.expected().isEmpty(); i++) {
      asked.add(ask.expecting(""));
      Play.sleep(AGAIN_MILLIS);
      ask = askOnce(room, caller);
    }
    asked.add(ask);
  }

  private Asked askOnce(String room, Caller caller) {
    if (underWay.stream().anyMatch(one -> one.hold().room().equals(room))) {
      return send(room, caller);
    }
    long before = System.nanoTime();
    String expected = world.faults().calm(() -> Table.expected(world, room, caller.tenant()));
    Asked ask = send(room, caller);
    boolean undisturbed = world.faults().during(before, ask.to()).isEmpty();
    boolean explained = expected.equals(Table.FREE) && mayBeLeased(room, before);
    return undisturbed && !explained ? ask.expecting(expected) : ask;
  }

  /** Whether a request may have left its lease, since a process or the machine was in trouble. */
  private boolean mayBeLeased(String room, long now) {
    long since = leasesEnded.getOrDefault(room, begin);
    return !world.faults().during(since, now).isEmpty()
        || asked.stream().anyMatch(ask -> ask.isUnavailable() && ask.to() > since);
  }

  /** Requests at one moment. */
  void race(String room, List<Caller> callers) {
    List<CompletableFuture<Asked>> answers =
        callers.stream().map(caller -> world.begin(() -> send(room, caller))).toList();
    answers.forEach(answer -> asked.add(answer.join()));
  }

  /** A request that goes on until it reaches the hold, or its answer. */
  void start(Caller caller, Hold hold) {
    world.witness().hold(hold);
    CompletableFuture<Asked> answer = world.begin(() -> send(hold.room(), caller));
    CompletableFuture.anyOf(hold.reached(), answer)
        .completeOnTimeout(null, HOLD_SECONDS, TimeUnit.SECONDS)
        .join();
    if (hold.reached().isDone()) {
      underWay.add(new UnderWay(hold, answer));
    } else {
      // It made no such call, and no other request is to be held up in its place.
      world.witness().forget(hold);
      asked.add(answer.join());
    }
  }

  /** Lets what is held up go on, one after the other, each until its answer. */
  void release(String room) {
    for (UnderWay one : List.copyOf(underWay)) {
      if (one.hold().room().equals(room)) {
        world.witness().forget(one.hold());
        Asked ask = one.answer().join();
        asked.add(ask);
        held.add(new Span(HELD, room, ask.from(), ask.to(), Step.of("release", room)));
        underWay.remove(one);
      }
    }
  }

  private Asked send(String room, Caller caller) {
    return Asked.of(world, room, caller, passed.getOrDefault(room, 0L));
  }
}
