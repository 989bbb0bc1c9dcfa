package livekit.routes.room;

import static livekit.routes.room.Kept.assertNotKept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import livekit.routes.room.ListedRooms.ListedRoom;
import livekit.routes.settings.LookupSettings;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoomLookupsTest {
  private final LookupThreads threads = new LookupThreads();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** A call to LiveKit that the test answers. */
  private record Call(Set<String> names, CompletableFuture<ListedRooms> answer) {
    void reply(String... existing) {
      answer.complete(
          new ListedRooms(
              List.of(existing).stream().map(name -> new ListedRoom(name, "of " + name)).toList()));
    }
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void goesOutAtOnceWhileFewerCallsThanAllowedAreUnderWay() throws Exception {
    RoomLookups lookups = lookups(2, 64);
    CompletableFuture<RoomLookup.Found> first = find(lookups, "first");
    Call one = next();
    CompletableFuture<RoomLookup.Found> second = find(lookups, "second");
    Call two = next();

    assertThat(one.names()).containsExactly("first");
    assertThat(two.names()).containsExactly("second");
    two.reply("second");
    assertThat(second.get().room().metadata()).isEqualTo("of second");
    assertThat(first).isNotDone();
    one.reply();
    assertThat(first.get()).isEqualTo(new RoomLookup.Found("first", null));
  }

  @Test
  void thoseThatComeMeanwhileShareTheNextCall() throws Exception {
    RoomLookups lookups = lookups(1, 64);
    find(lookups, "first");
    Call first = next();
    List<CompletableFuture<RoomLookup.Found>> meanwhile =
        List.of(find(lookups, "a"), find(lookups, "b"), find(lookups, "a"));
    first.reply("first");

    Call shared = next();
    assertThat(shared.names()).containsExactly("a", "b");
    shared.reply("b");
    assertThat(meanwhile.get(0).get().room()).isNull();
    assertThat(meanwhile.get(1).get().room().metadata()).isEqualTo("of b");
    assertThat(meanwhile.get(2).get().room()).isNull();
    assertThat(calls.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void noLookupIsAnsweredByACallThatBeganBeforeIt() throws Exception {
    RoomLookups lookups = lookups(1, 64);
    CompletableFuture<RoomLookup.Found> early = find(lookups, "room");
    Call before = next();
    CompletableFuture<RoomLookup.Found> late = find(lookups, "room");
    before.reply();

    assertThat(early.get().room()).isNull();
    Call after = next();
    assertThat(late).isNotDone();
    after.reply("room");
    assertThat(late.get().room()).isNotNull();
  }

  @Test
  void aCallAsksForNoMoreNamesThanAllowedAndAFullOneDoesNotWait() throws Exception {
    RoomLookups lookups = lookups(1, 3);
    find(lookups, "first");
    Call first = next();
    List<CompletableFuture<RoomLookup.Found>> asked =
        IntStream.range(0, 7).mapToObj(i -> find(lookups, "room-" + i)).toList();

    List<Call> full = List.of(next(), next());
    assertThat(full).allSatisfy(call -> assertThat(call.names()).hasSize(3));
    assertThat(calls.poll(100, TimeUnit.MILLISECONDS)).as("one more, not full").isNull();
    full.forEach(Call::reply);
    assertThat(calls.poll(100, TimeUnit.MILLISECONDS)).as("one more, not full").isNull();
    first.reply();
    assertThat(next().names()).containsExactly("room-6");
    assertThat(asked.subList(0, 6)).allSatisfy(found -> assertThat(found.get().room()).isNull());
  }

  @Test
  void noMoreThanSixteenCallsAreUnderWay() throws Exception {
    RoomLookups lookups = lookups(1, 2);
    IntStream.range(0, 100).forEach(i -> find(lookups, "room-" + i));
    List<Call> first = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      first.add(next());
    }
    assertThat(calls.poll(100, TimeUnit.MILLISECONDS)).isNull();
    first.forEach(Call::reply);
    int names = first.stream().mapToInt(call -> call.names().size()).sum();
    while (names < 100) {
      Call call = next();
      names += call.names().size();
      call.reply();
    }
  }

  @Test
  void aFailureReachesThoseThatShareTheCallAndNobodyElse() throws Exception {
    RoomLookups lookups = lookups(1, 2);
    CompletableFuture<RoomLookup.Found> first = find(lookups, "first");
    Call call = next();
    CompletableFuture<RoomLookup.Found> a = find(lookups, "a");
    CompletableFuture<RoomLookup.Found> b = find(lookups, "b");
    CompletableFuture<RoomLookup.Found> c = find(lookups, "c");
    call.reply();
    next().answer().completeExceptionally(new LiveKitTimeoutException("too late"));
    next().reply("c");

    assertThat(first.get().room()).isNull();
    assertFailure(a, LiveKitTimeoutException.class);
    assertFailure(b, LiveKitTimeoutException.class);
    assertThat(c.get().room()).isNotNull();
  }

  @Test
  void anAnswerAboutOtherRoomsSaysNothing() throws Exception {
    List<ListedRooms> wrong =
        List.of(
            new ListedRooms(List.of(new ListedRoom("another", ""))),
            new ListedRooms(List.of(new ListedRoom(null, ""))),
            new ListedRooms(List.of(new ListedRoom("room", ""), new ListedRoom("room", ""))));
    for (ListedRooms answer : wrong) {
      CompletableFuture<RoomLookup.Found> found = find(lookups(1, 64), "room");
      next().answer().complete(answer);
      assertFailure(found, LiveKitFailedException.class);
    }
  }

  @Test
  void isGivenUpWhenNoCallAnswersInTime() throws Exception {
    RoomLookups lookups =
        new RoomLookups(
            new LookupSettings(1, 64), threads, threads, this::ask, Duration.ofSeconds(1));
    CompletableFuture<RoomLookup.Found> called = find(lookups, "called");
    Call hanging = next();
    CompletableFuture<RoomLookup.Found> waiting = find(lookups, "waiting");
    assertFailure(called, LiveKitTimeoutException.class);
    assertFailure(waiting, LiveKitTimeoutException.class);

    CompletableFuture<RoomLookup.Found> later = find(lookups, "later");
    hanging.reply();
    Call call = next();
    assertThat(call.names()).as("nobody waits for the others").containsExactly("later");
    call.reply("later");
    assertThat(later.get().room()).isNotNull();
  }

  @Test
  void failsWhereThereIsNoThreadAndTheNextOneTriesAgain() throws Exception {
    AtomicBoolean threadsAreLeft = new AtomicBoolean();
    ThreadFactory factory = task -> threadsAreLeft.get() ? new Thread(task) : noThread();
    try (LookupThreads few = new LookupThreads(Executors.newCachedThreadPool(factory))) {
      RoomLookups lookups = new RoomLookups(new LookupSettings(1, 64), few, threads, this::ask);
      assertFailure(find(lookups, "first"), IllegalStateException.class);

      threadsAreLeft.set(true);
      CompletableFuture<RoomLookup.Found> second = find(lookups, "second");
      next().reply("second");
      assertThat(second.get().room()).isNotNull();
    }
  }

  private static Thread noThread() {
    throw new IllegalStateException("no thread");
  }

  @Test
  void whatLiveKitSaidIsNotKeptOnceTheLookupIsAnswered() throws Exception {
    assertNotKept(answeredRoom(lookups(1, 64)));
  }

  private WeakReference<ListedRoom> answeredRoom(RoomLookups lookups) throws Exception {
    CompletableFuture<RoomLookup.Found> found = find(lookups, "room");
    next().reply("room");
    return new WeakReference<>(found.get().room());
  }

  @Test
  void everyOneOfManyIsAnsweredOnceAndWithItsOwnRoom() throws Exception {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RoomLookups lookups =
        new RoomLookups(
            new LookupSettings(3, 16),
            threads,
            threads,
            names -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              made.incrementAndGet();
              Thread.yield();
              underWay.decrementAndGet();
              return new ListedRooms(
                  names.stream().map(name -> new ListedRoom(name, "of " + name)).toList());
            });
    Map<String, CompletableFuture<RoomLookup.Found>> asked = new ConcurrentHashMap<>();
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(i -> asked.put("room-" + i, find(lookups, "room-" + i)));

    for (Map.Entry<String, CompletableFuture<RoomLookup.Found>> each : asked.entrySet()) {
      assertThat(each.getValue().get().room().metadata()).isEqualTo("of " + each.getKey());
    }
    assertThat(most.get()).isLessThanOrEqualTo(16);
    assertThat(made.get()).isBetween(20_000 / 16, 20_000);
  }

  private RoomLookups lookups(int callsAtOnce, int names) {
    return new RoomLookups(
        new LookupSettings(callsAtOnce, names),
        threads,
        threads,
        this::ask,
        Duration.ofSeconds(20));
  }

  private ListedRooms ask(Set<String> names) throws Exception {
    Call call = new Call(names, new CompletableFuture<>());
    calls.add(call);
    try {
      return call.answer().join();
    } catch (CompletionException e) {
      throw (Exception) e.getCause();
    }
  }

  private Call next() throws InterruptedException {
    Call call = calls.poll(10, TimeUnit.SECONDS);
    assertThat(call).as("a call").isNotNull();
    return call;
  }

  private static CompletableFuture<RoomLookup.Found> find(RoomLookups lookups, String room) {
    return lookups.find(() -> room).toCompletableFuture();
  }

  private static void assertFailure(CompletableFuture<?> found, Class<?> type) {
    assertThatThrownBy(found::get).cause().isInstanceOf(type);
  }
}
