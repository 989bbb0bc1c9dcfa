package livekit.routes.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import livekit.routes.api.OverloadedException;
import livekit.routes.room.RedisMarks;

/**
 * The events that any process took which shares this Redis. Until an event is in a queue, it is
 * known for {@link #TAKING} only, and whoever brings it again is told to come back: a process that
 * dies in between, or a Redis that does not hear that the event was refused, must not make
 * LiveKit's next try a repeat.
 */
public final class RedisSeenEvents extends SeenEvents {
  /** Longer than a request that takes an event; LiveKit tries for longer. */
  private static final Duration TAKING = Duration.ofSeconds(3);

  private final RedisMarks marks;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  /**
   * @param marks where they are
   */
  public RedisSeenEvents(RedisMarks marks) {
    this.marks = marks;
  }

  /**
   * See {@link RedisMarks#mark}.
   *
   * @throws livekit.routes.room.ClaimsUnavailableException Redis does not answer: LiveKit sends the
   *     event again
   * @throws OverloadedException the event is being taken at this moment
   */
  @Override
  public boolean add(String key) {
    String nonce = UUID.randomUUID().toString();
    if (nonces.putIfAbsent(key, nonce) != null) {
      throw beingTaken();
    }
    RedisMarks.Mark mark = null;
    try {
      mark = marks.mark(key, nonce, TAKING);
    } finally {
      if (mark != RedisMarks.Mark.MARKED) {
        nonces.remove(key);
      }
    }
    if (mark == RedisMarks.Mark.ANOTHERS) {
      throw beingTaken();
    }
    return mark == RedisMarks.Mark.MARKED;
  }

  private static OverloadedException beingTaken() {
    return new OverloadedException("the event is being taken at this moment");
  }

  @Override
  public boolean confirm(String key) {
    marks.keep(key, nonces.remove(key), KNOWN);
    return true;
  }

  @Override
  public boolean remove(String key) {
    marks.unmark(key, nonces.remove(key));
    return true;
  }
}
