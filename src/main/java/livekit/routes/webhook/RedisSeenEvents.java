package livekit.routes.webhook;

import livekit.routes.room.RedisMarks;

/** The events that any process took which shares this Redis. */
public final class RedisSeenEvents extends SeenEvents {
  private final RedisMarks marks;

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
   */
  @Override
  public boolean add(String key) {
    return marks.mark(key, KNOWN);
  }

  @Override
  public boolean remove(String key) {
    marks.unmark(key);
    return true;
  }
}
