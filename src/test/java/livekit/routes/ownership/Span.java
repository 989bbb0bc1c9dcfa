package livekit.routes.ownership;

/**
 * What happened beside the token requests, at some moment in a stretch of time.
 *
 * @param kind what
 * @param room the room's name; empty: every room
 * @param from the earliest moment, in nanoseconds of {@link System#nanoTime}
 * @param to the latest
 * @param step what it was, as a step of a history
 */
record Span(Kind kind, String room, long from, long to, Step step) {
  /** What happened. */
  enum Kind {
    /** Another program made the room in LiveKit, or changed its metadata. */
    OUTSIDE,
    /** Another program deleted the room, or LiveKit lost it. */
    GONE,
    /** The store lost the claim. */
    LOSS,
    /** A process was killed, paused or restarted. */
    TROUBLE,
    /** A call to LiveKit was held up, or answered as LiveKit would not. */
    HELD
  }

  boolean concerns(String someRoom) {
    return room.isEmpty() || room.equals(someRoom);
  }

  boolean overlaps(long begin, long end) {
    return from <= end && to >= begin;
  }
}
