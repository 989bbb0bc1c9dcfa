package livekit.routes.settings;

/**
 * What becomes of rooms.
 *
 * @param refuseUnowned a room that has no owner is refused; else the tenant that asks becomes it
 * @param emptyTimeoutSeconds how long a new room stays open until someone joins; null: LiveKit's
 *     own setting
 * @param departureTimeoutSeconds how long it stays open after the last one left; null: LiveKit's
 * @param maxParticipants how many may be in a new room; null: LiveKit's
 */
public record RoomSettings(
    boolean refuseUnowned,
    Integer emptyTimeoutSeconds,
    Integer departureTimeoutSeconds,
    Integer maxParticipants) {
  // LiveKit takes a 0 in CreateRoom for "not given", so none of these can be 0.
  static RoomSettings read(PlainSettings plain) {
    return new RoomSettings(
        plain.choice("ROOM_UNOWNED", "claim", "refuse").orElse("claim").equals("refuse"),
        seconds(plain, "ROOM_EMPTY_TIMEOUT"),
        seconds(plain, "ROOM_DEPARTURE_TIMEOUT"),
        plain.number("ROOM_MAX_PARTICIPANTS", 1, Integer.MAX_VALUE).orElse(null));
  }

  // LiveKit's fields are uint32; the longest duration has some 315 million seconds.
  private static Integer seconds(PlainSettings plain, String name) {
    return plain.wholeSeconds(name).map(time -> Math.toIntExact(time.toSeconds())).orElse(null);
  }
}
