package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A stranger asks in a loop, with eight clients, for twelve rooms that exist and are another
 * tenant's; meanwhile their owner asks for each of them twice. One instance plays any number of
 * rounds, each with new rooms, and counts the answers.
 */
public final class OwnerRace {
  private static final int ROOMS = 12;
  private static final int STRANGERS = 8;
  private static final int OWNERS = 4;
  private static final int ASKED = 2 * ROOMS;

  /** How many rounds a test plays; {@code -Downer.rounds=100} makes it the long run. */
  public static final int ROUNDS = Integer.getInteger("owner.rounds", 3);

  private final LiveKitAdmin livekit;
  private final Asking asking;
  private final Map<String, LongAdder> owners = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> strangers = new ConcurrentHashMap<>();

  /** Asks for a token. */
  public interface Asking {
    /**
     * The answer.
     *
     * @param owner whether the owner asks, the tenant globex; else a stranger does
     * @param client the number of the client, which may choose the gateway
     */
    HttpResponse<String> ask(boolean owner, int client, String room);
  }

  /** A race for rooms of this LiveKit. */
  public OwnerRace(LiveKitAdmin livekit, Asking asking) {
    this.livekit = livekit;
    this.asking = asking;
  }

  /**
   * Plays rounds, and requires a token for each request of the owner, and 403 for each other.
   *
   * @param whileBothAsk done once in each round, while both ask
   */
  public void play(String name, int rounds, Runnable whileBothAsk) {
    ExecutorService clients = Executors.newCachedThreadPool();
    try {
      for (int round = 0; round < rounds; round++) {
        play(clients, whileBothAsk);
      }
    } finally {
      clients.shutdownNow();
    }
    System.out.printf(
        "The owner gets in, %s: %d rounds, owner %s, strangers %s%n",
        name, rounds, owners, strangers);
    assertThat(owners).as("answers to the owner").containsOnlyKeys("200");
    assertThat(owners.get("200").sum()).isEqualTo((long) rounds * ASKED);
    assertThat(strangers)
        .as("answers to strangers")
        .containsOnlyKeys("403 room_owned_by_another_tenant");
  }

  private void play(ExecutorService clients, Runnable whileBothAsk) {
    List<String> rooms = Stream.generate(() -> "owned-" + UUID.randomUUID()).limit(ROOMS).toList();
    rooms.forEach(room -> livekit.create(room, "{\"auth_id\":\"globex\"}"));
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch everybodyAsks = new CountDownLatch(STRANGERS);
    List<CompletableFuture<Void>> loops = new ArrayList<>();
    for (int i = 0; i < STRANGERS; i++) {
      int client = i;
      loops.add(
          CompletableFuture.runAsync(
              () -> {
                for (int n = client; !over.get(); n++) {
                  count(strangers, asking.ask(false, client, rooms.get(n % ROOMS)));
                  everybodyAsks.countDown();
                }
              },
              clients));
    }
    try {
      everybodyAsks.await();
      ownerAsks(clients, rooms, whileBothAsk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.set(true);
    }
    loops.forEach(CompletableFuture::join);
    rooms.forEach(livekit::delete);
  }

  private void ownerAsks(ExecutorService clients, List<String> rooms, Runnable whileBothAsk) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      int client = i;
      asked.add(
          CompletableFuture.runAsync(
              () -> {
                int n;
                while ((n = next.getAndIncrement()) < ASKED) {
                  if (n == ROOMS) {
                    whileBothAsk.run();
                  }
                  count(owners, asking.ask(true, client, rooms.get(n % ROOMS)));
                }
              },
              clients));
    }
    asked.forEach(CompletableFuture::join);
  }

  private static void count(Map<String, LongAdder> answers, HttpResponse<String> answer) {
    String outcome = String.valueOf(answer.statusCode());
    if (answer.statusCode() != 200) {
      outcome += " " + answer.body().replaceFirst("(?s).*\"code\":\"(\\w+)\".*", "$1");
    }
    answers.computeIfAbsent(outcome, key -> new LongAdder()).increment();
  }
}
