package livekit.routes.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes histories, one for each seed, and always the same one. Each has one room or two, two
 * tenants or three, and 3 to some 20 steps; half of them have other programs at work, a third lose
 * the claim, and half hold calls up.
 */
final class Histories {
  private static final String[] METHODS = {
    "ListRooms", "CreateRoom", "CreateRoom", "UpdateRoomMetadata"
  };

  /** A moment; short of a lease, beyond it; short of the retention, beyond it; in milliseconds. */
  private static final int[] PASSING = {1_000, 13_000, 16_000, 19_000, 21_000, 21_000};

  private final RandomGenerator random;
  private final int rooms;
  private final int tenants;
  private final boolean crossing;
  private final int[] weights;

  private Histories(long seed) {
    random = new SplittableRandom(seed);
    rooms = random.nextInt(5) == 0 ? 2 : 1;
    tenants = random.nextInt(3) == 0 ? 3 : 2;
    int others = random.nextBoolean() ? 1 : 0;
    int losing = random.nextInt(3) == 0 ? 1 : 0;
    crossing = random.nextBoolean();
    int holding = crossing ? 1 : 0;
    weights =
        new int[] {
          30, 15, 16 * holding, 8 * holding, 5 * others, 9 * others, 9, 4 * holding, 10, 6 * losing
        };
  }

  static History of(long seed) {
    Histories maker = new Histories(seed);
    List<Step> steps = new ArrayList<>();
    int length = 3 + maker.random.nextInt(12);
    for (int i = 0; i < length; i++) {
      if (maker.crossing && maker.random.nextInt(6) == 0) {
        steps.addAll(maker.crossing());
      } else {
        steps.add(maker.step());
      }
    }
    return new History(List.copyOf(steps));
  }

  /** What happens to the processes, by itself. */
  static Step fault(RandomGenerator random) {
    int choice = random.nextInt(20);
    if (choice < 6) {
      return Step.of("kill", random.nextInt(World.GATEWAYS));
    }
    if (choice < 11) {
      return Step.of("pause", 50 + random.nextInt(2_500));
    }
    return Step.of(choice < 15 ? "restart-redis" : choice < 18 ? "empty-redis" : "restart-livekit");
  }

  private Step step() {
    String room = "r" + random.nextInt(rooms);
    return switch (choose()) {
      case 0 -> Step.of("ask", room, caller());
      case 1 -> race(room);
      case 2 ->
          Step.of(
              "start", room, caller(), random.nextBoolean() ? "before" : "after", oneOf(METHODS));
      case 3 -> Step.of("release", room);
      case 4 -> Step.of("create", room, owner());
      case 5 -> Step.of("set", room, owner());
      case 6 -> Step.of("delete", room);
      case 7 -> Step.of("overwrite", room);
      case 8 -> Step.of("pass", room, PASSING[random.nextInt(PASSING.length)]);
      default -> Step.of("lose", room);
    };
  }

  /** What chance seldom makes: a request that creates a room, and another owner in between. */
  private List<Step> crossing() {
    String room = "r" + random.nextInt(rooms);
    String other = tenant();
    String moment = random.nextBoolean() ? "before" : "after";
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("pass", room, 21_000));
    steps.add(Step.of("delete", room));
    steps.add(Step.of("start", room, caller(), moment, "CreateRoom"));
    if (random.nextBoolean()) {
      steps.add(Step.of(moment.equals("before") ? "create" : "set", room, other));
    }
    String caller = other + "@" + random.nextInt(World.GATEWAYS);
    steps.add(
        random.nextBoolean()
            ? Step.of("ask", room, caller)
            : Step.of("start", room, caller, "after", "ListRooms"));
    if (random.nextBoolean()) {
      steps.add(Step.of("overwrite", room));
    }
    steps.add(Step.of("release", room));
    steps.add(Step.of("ask", room, caller));
    return steps;
  }

  private Step race(String room) {
    List<String> words = new ArrayList<>(List.of("race", room));
    int callers = 2 + random.nextInt(5);
    for (int i = 0; i < callers; i++) {
      words.add(caller());
    }
    return new Step(List.copyOf(words));
  }

  private int choose() {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int left = random.nextInt(sum);
    int choice = 0;
    while (left >= weights[choice]) {
      left -= weights[choice++];
    }
    return choice;
  }

  private String caller() {
    return tenant() + "@" + random.nextInt(World.GATEWAYS);
  }

  private String tenant() {
    return World.TENANTS.get(random.nextInt(tenants));
  }

  private String owner() {
    return switch (random.nextInt(6)) {
      case 0 -> "nobody";
      case 1 -> "other-keys";
      case 2 -> "junk";
      default -> tenant();
    };
  }

  private String oneOf(String[] names) {
    return names[random.nextInt(names.length)];
  }
}
