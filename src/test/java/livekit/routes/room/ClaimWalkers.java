package livekit.routes.room;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livekit.routes.room.RoomClaim.Standing;

/**
 * Some threads of one process that walk at random over a few rooms in Redis: they lease, and do
 * something with a claim they have got. Time is the server's own, and now and then a walker lets
 * more of it pass, for every claim in one step.
 */
final class ClaimWalkers implements AutoCloseable {
  static final int THREADS = 4;
  static final Duration RETENTION = Duration.ofSeconds(60);
  static final String[] ROOMS = {"a", "b", "c", "d", "e"};

  private static final String[] TENANTS = {"acme", "rival", "third"};

  /** Microseconds: the server's clock, and what the walkers have added to it. */
  private static final String NOW =
      """
      local time = redis.call('TIME')
      return time[1] * 1000000 + time[2] + (redis.call('GET', 'added') or 0) * 1000
      """;

  private static final String PASS =
      """
      redis.call('INCRBY', 'added', ARGV[1])
      for _, key in ipairs(KEYS) do
        if redis.call('EXISTS', key) == 1 then
          redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[1])
        end
      end
      return 0
      """;

  private final RedisRoomClaims claims;
  private final RedisClient clock;
  private final RedisCommands<String, String> time;

  /** A keep that answered true, at some moment from {@code from} to {@code to}. */
  record Kept(String room, String tenant, long from, long to) {
    static Kept parse(String line) {
      String[] parts = line.split(" ");
      return new Kept(parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4]));
    }

    String line() {
      return String.join(" ", "kept", room, tenant, String.valueOf(from), String.valueOf(to));
    }
  }

  ClaimWalkers(String url) {
    claims = RedisStores.patient(url, "livekit-routes:", RETENTION);
    clock = RedisClient.create(url);
    time = clock.connect().sync();
  }

  /** A process of its own: it says that it is ready, waits for a line, walks, and reports. */
  public static void main(String[] args) throws Exception {
    try (ClaimWalkers walkers = new ClaimWalkers(args[0])) {
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IOException("the test is gone");
      }
      walkers.walk(Long.parseLong(args[1]), Integer.parseInt(args[2])).stream()
          .map(Kept::line)
          .forEach(System.out::println);
    }
  }

  /** Each thread takes this many steps; the seed decides which, not how they interleave. */
  List<Kept> walk(long seed, int steps) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Kept>>> walks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        walks.add(new Walk(seed + i, steps));
      }
      List<Kept> kept = new ArrayList<>();
      for (Future<List<Kept>> walk : threads.invokeAll(walks, 60, TimeUnit.SECONDS)) {
        kept.addAll(walk.get());
      }
      return kept;
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    claims.close();
    clock.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private final class Walk implements Callable<List<Kept>> {
    private final Random random;
    private final int steps;
    private final RoomClaim[] got = new RoomClaim[4];
    private final List<Kept> kept = new ArrayList<>();

    Walk(long seed, int steps) {
      random = new Random(seed);
      this.steps = steps;
    }

    @Override
    public List<Kept> call() {
      for (int i = 0; i < steps; i++) {
        if (random.nextInt(400) == 0) {
          pass(RETENTION.toMillis());
        } else if (random.nextInt(60) == 0) {
          pass(random.nextInt(10_000));
        }
        step();
      }
      return kept;
    }

    private void step() {
      int slot = random.nextInt(got.length);
      RoomClaim claim = got[slot];
      int choice = random.nextInt(400);
      if (claim == null || choice < 150) {
        got[slot] = claims.lease(oneOf(ROOMS), oneOf(TENANTS));
      } else if (claim.standing() == Standing.LEASED_BY_ANOTHER && choice < 300) {
        got[slot] = claims.takeOver(claim);
      } else if (choice < 250) {
        claims.giveBack(claim);
      } else {
        long from = now();
        if (claims.keep(claim)) {
          kept.add(new Kept(claim.room(), claim.tenant(), from, now()));
        }
      }
    }

    private String oneOf(String[] names) {
      return names[random.nextInt(names.length)];
    }
  }

  private long now() {
    Long now = time.eval(NOW, ScriptOutputType.INTEGER);
    return now;
  }

  private void pass(long millis) {
    ClaimKeys keys = new ClaimKeys("livekit-routes:");
    String[] claimsOfRooms = List.of(ROOMS).stream().map(keys::of).toArray(String[]::new);
    time.eval(PASS, ScriptOutputType.INTEGER, claimsOfRooms, String.valueOf(millis));
  }
}
