package livekit.routes.room;

/**
 * Names a room. What a route passes to a bean is this, never the name as a String: Camel strips the
 * quotes around a String parameter and reads {@code null} as none, so that the rooms {@code 'a'}
 * and {@code a} would be one for the check and two for the token.
 */
public interface RoomRef {
  /** The room's name, exactly as the caller gave it. */
  String roomName();
}
