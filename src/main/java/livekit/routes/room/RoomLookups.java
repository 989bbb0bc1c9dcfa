package livekit.routes.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.routes.room.ListedRooms.ListedRoom;
import livekit.routes.settings.LookupSettings;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitTimeoutException;
import org.apache.camel.Variable;

/**
 * Lets lookups of rooms that come at the same time share calls to LiveKit. LiveKit Cloud bounds the
 * calls of a project, and a call for many names costs LiveKit little more than one for a single
 * name.
 *
 * <p>A lookup goes out at once while fewer calls than allowed are under way; else it waits, and
 * goes with all others that wait into the next call. Few calls at once make calls of many names;
 * where that is not enough, because LiveKit is far, as many as fill a call go out beside those, up
 * to {@value #MOST_CALLS} calls at once. So no answer is older than its lookup, and nothing is
 * cached. A failure is that of every lookup in its call.
 *
 * <p>Safe for use by many threads.
 */
public final class RoomLookups {
  /**
   * With 64 names in each they take as many lookups as the gateway lets requests be under way, so
   * that where LiveKit is far nobody waits for two calls.
   */
  static final int MOST_CALLS = 16;

  /** A call may take 7 s and begins within 5 s of its request: so a request ends within 12 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  /** Asks LiveKit. */
  public interface LiveKitRooms {
    /**
     * The rooms of these names that exist.
     *
     * @return null where LiveKit's answer is no list of rooms
     * @throws Exception what the call failed with
     */
    ListedRooms list(Set<String> names) throws Exception;
  }

  private final Queue<RoomLookup> waiting = new ConcurrentLinkedQueue<>();
  // The queue would count one by one.
  private final AtomicInteger howManyWait = new AtomicInteger();
  private final AtomicInteger callers = new AtomicInteger();
  private final LookupSettings settings;
  private final LookupThreads threads;
  private final Executor workers;
  private final LiveKitRooms livekit;
  private final Duration patience;

  /**
   * @param settings how many calls and names at once
   * @param threads where calls are made, and given up
   * @param workers where requests go on, once they are answered
   * @param livekit asks for rooms by their names; blocks
   */
  public RoomLookups(
      LookupSettings settings, LookupThreads threads, Executor workers, LiveKitRooms livekit) {
    this(settings, threads, workers, livekit, PATIENCE);
  }

  RoomLookups(
      LookupSettings settings,
      LookupThreads threads,
      Executor workers,
      LiveKitRooms livekit,
      Duration patience) {
    this.settings = settings;
    this.threads = threads;
    this.workers = workers;
    this.livekit = livekit;
    this.patience = patience;
  }

  /**
   * Looks a room up.
   *
   * @return completes with what LiveKit says of the room, or with the failure of the call, or with
   *     {@link LiveKitTimeoutException} after 7 s
   */
  public CompletionStage<RoomLookup.Found> find(@Variable("request") RoomRef room) {
    RoomLookup lookup = new RoomLookup(room.roomName());
    Future<?> end = threads.later(patience, () -> giveUp(lookup));
    // Else it is kept until then, with what LiveKit said.
    lookup.answer().whenComplete((answer, failure) -> end.cancel(false));
    waiting.add(lookup);
    howManyWait.incrementAndGet();
    startCaller();
    // A future of its own: a dependent one would wrap the failure.
    CompletableFuture<RoomLookup.Found> found = new CompletableFuture<>();
    lookup
        .answer()
        .whenCompleteAsync(
            (answer, failure) -> {
              if (failure == null) {
                found.complete(answer);
              } else {
                found.completeExceptionally(refusal(failure));
              }
            },
            workers);
    return found;
  }

  private static void giveUp(RoomLookup lookup) {
    lookup
        .answer()
        .completeExceptionally(
            new LiveKitTimeoutException("no call to LiveKit answered the lookup in time"));
  }

  private static Throwable refusal(Throwable failure) {
    return failure instanceof JsonProcessingException
        ? new LiveKitFailedException("the answer to ListRooms cannot be read")
        : failure;
  }

  private void startCaller() {
    do {
      if (mayCall(callers.incrementAndGet())) {
        // Taken now: the next lookup must not count them as waiting.
        List<RoomLookup> first = next();
        if (!first.isEmpty()) {
          callOnAThread(first);
          return;
        }
      }
      callers.decrementAndGet();
      // One may have come, and gone by what was counted here for a moment.
    } while (!waiting.isEmpty() && mayCall(callers.get() + 1));
  }

  private void callOnAThread(List<RoomLookup> first) {
    try {
      threads.execute(() -> callWhileSomeWait(first));
    } catch (Throwable e) {
      // There is no thread for it, which must not count as a call: the next lookup tries again.
      callers.decrementAndGet();
      fail(first, e);
    }
  }

  private boolean mayCall(int atOnce) {
    return atOnce <= settings.calls()
        || atOnce <= MOST_CALLS && howManyWait.get() >= settings.names();
  }

  private void callWhileSomeWait(List<RoomLookup> first) {
    try {
      List<RoomLookup> next = first;
      while (!next.isEmpty()) {
        call(next);
        next = mayCall(callers.get()) ? next() : List.of();
      }
    } finally {
      callers.decrementAndGet();
    }
    // One that came after the last look, or that two callers have left to each other.
    if (!waiting.isEmpty()) {
      startCaller();
    }
  }

  private List<RoomLookup> next() {
    List<RoomLookup> next = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    RoomLookup lookup;
    while (names.size() < settings.names() && (lookup = waiting.poll()) != null) {
      howManyWait.decrementAndGet();
      if (lookup.isWaiting()) {
        next.add(lookup);
        names.add(lookup.room());
      }
    }
    return next;
  }

  private void call(List<RoomLookup> lookups) {
    Set<String> names = new LinkedHashSet<>();
    lookups.forEach(each -> names.add(each.room()));
    try {
      Map<String, ListedRoom> found = byName(livekit.list(names), names);
      for (RoomLookup each : lookups) {
        each.answer().complete(new RoomLookup.Found(each.room(), found.get(each.room())));
      }
    } catch (Throwable e) {
      // An Error, too: nobody else would answer them.
      fail(lookups, e);
    }
  }

  private static void fail(List<RoomLookup> lookups, Throwable failure) {
    lookups.forEach(each -> each.answer().completeExceptionally(failure));
  }

  /** An answer that is not about the rooms that were asked for says nothing about any of them. */
  private static Map<String, ListedRoom> byName(ListedRooms listed, Set<String> asked) {
    if (listed == null) {
      throw new LiveKitFailedException("ListRooms was answered with no list of rooms");
    }
    Map<String, ListedRoom> byName = new HashMap<>();
    for (ListedRoom room : listed.rooms()) {
      if (room == null || !asked.contains(room.name()) || byName.put(room.name(), room) != null) {
        throw new LiveKitFailedException("ListRooms was answered with other rooms than asked for");
      }
    }
    return byName;
  }
}
