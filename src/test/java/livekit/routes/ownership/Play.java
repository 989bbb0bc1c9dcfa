package livekit.routes.ownership;

import static livekit.routes.ownership.Span.Kind.GONE;
import static livekit.routes.ownership.Span.Kind.HELD;
import static livekit.routes.ownership.Span.Kind.LOSS;
import static livekit.routes.ownership.Span.Kind.OUTSIDE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import livekit.routes.ownership.Span.Kind;
import livekit.routes.ownership.Step.Caller;

/** One run of one history, with rooms of its own. */
final class Play {
  private static final int LEASE_MILLIS = 15_000;

  private final World world;
  private final History history;
  private final String name;
  private final LongSupplier realEnd;
  private final Requests requests;
  private final long begin = System.nanoTime();
  private final List<Long> begins = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final Set<String> rooms = new TreeSet<>();

  /**
   * @param name what tells its rooms from those of every other run
   * @param realEnd null: {@code pass} takes time off the claim; else it waits until the time has
   *     passed, and the history ends where it would wait beyond this {@link System#nanoTime}
   */
  Play(World world, History history, String name, LongSupplier realEnd) {
    this.world = world;
    this.history = history;
    this.name = name;
    this.realEnd = realEnd;
    this.requests = new Requests(world);
  }

  /** Takes every step, and says what was seen. */
  Transcript run() {
    try {
      for (Step step : history.steps()) {
        if (isTooLong(step)) {
          break;
        }
        begins.add(System.nanoTime());
        take(step);
      }
    } finally {
      rooms.forEach(requests::release);
    }
    long end = System.nanoTime();
    List<Shown> shown = new ArrayList<>();
    for (String room : rooms) {
      shown.addAll(world.witness().take(room));
      inCalm(() -> change(room, true, () -> world.rooms().delete(room)));
    }
    spans.addAll(requests.held());
    spans.addAll(world.faults().during(begin, end));
    return new Transcript(World.RETENTION.toNanos(), requests.asked(), shown, spans);
  }

  /** The history with the faults that happened meanwhile, wherever they came from. */
  History asItWas() {
    List<Step> steps = new ArrayList<>();
    List<Span> faults =
        new ArrayList<>(spans.stream().filter(span -> span.kind() == Kind.TROUBLE).toList());
    for (int i = 0; i < history.steps().size(); i++) {
      long next = i + 1 < begins.size() ? begins.get(i + 1) : Long.MAX_VALUE;
      for (Span fault : List.copyOf(faults)) {
        if (fault.from() < next && faults.remove(fault)) {
          steps.add(fault.step());
        }
      }
      if (!history.steps().get(i).isFault()) {
        steps.add(history.steps().get(i));
      }
    }
    return new History(steps);
  }

  private void take(Step step) {
    if (step.isFault()) {
      world.faults().happen(step);
      return;
    }
    String room = name + "-" + step.word(1);
    rooms.add(room);
    switch (step.verb()) {
      case "ask" -> requests.ask(room, step.callers().get(0));
      case "race" -> requests.race(room, step.callers());
      case "start" -> start(room, step);
      case "release" -> requests.release(room);
      case "create" ->
          note(OUTSIDE, room, step, () -> change(room, false, () -> create(room, step)));
      case "set" -> note(OUTSIDE, room, step, () -> change(room, true, () -> set(room, step)));
      case "delete" ->
          note(GONE, room, step, () -> change(room, true, () -> world.rooms().delete(room)));
      case "lose" -> note(LOSS, room, step, () -> world.claims().lose(room));
      case "overwrite" -> overwrite(room, step);
      case "pass" -> pass(room, Long.parseLong(step.word(2)));
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private boolean isTooLong(Step step) {
    return realEnd != null
        && step.verb().equals("pass")
        && System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(step.word(2)))
            > realEnd.getAsLong();
  }

  private void start(String room, Step step) {
    Caller caller = Caller.parse(step.word(2));
    boolean before = step.word(3).equals("before");
    requests.start(caller, new Hold(room, caller.gateway(), step.word(4), before));
  }

  private void create(String room, Step step) {
    world.rooms().create(room, metadata(step.word(2)));
  }

  private void set(String room, Step step) {
    String text = metadata(step.word(2));
    world.rooms().setMetadata(room, text);
    // LiveKit lists it some milliseconds later, and what is under way may change it before that.
    for (int i = 0; i < 20 && !isListed(room, text); i++) {
      sleep(5);
    }
  }

  private boolean isListed(String room, String metadata) {
    JsonNode listed = world.rooms().room(room);
    return listed.isMissingNode() || listed.path("metadata").asText().equals(metadata);
  }

  private void overwrite(String room, Step step) {
    world.witness().overwriteNext(room);
    spans.add(new Span(HELD, room, System.nanoTime(), Long.MAX_VALUE, step));
  }

  private void pass(String room, long millis) {
    requests.release(room);
    if (realEnd != null) {
      sleep(millis);
    } else {
      inCalm(() -> world.claims().pass(room, millis));
      requests.passed(room, TimeUnit.MILLISECONDS.toNanos(millis));
    }
    if (millis > LEASE_MILLIS) {
      requests.leasesEnded(room);
    }
  }

  /** Changes a room in LiveKit, if it is there or, for {@code exists} false, if it is not. */
  private void change(String room, boolean exists, Runnable change) {
    if (world.rooms().room(room).isMissingNode() != exists) {
      change.run();
    }
  }

  private void note(Kind kind, String room, Step step, Runnable task) {
    long from = System.nanoTime();
    inCalm(task);
    spans.add(new Span(kind, room, from, System.nanoTime(), step));
  }

  private void inCalm(Runnable task) {
    world
        .faults()
        .calm(
            () -> {
              task.run();
              return null;
            });
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String metadata(String owner) {
    return switch (owner) {
      case "nobody" -> "";
      case "other-keys" -> "{\"topic\":\"x\"}";
      case "junk" -> "{\"auth_id\":7}";
      default -> "{\"auth_id\":\"" + owner + "\"}";
    };
  }
}
