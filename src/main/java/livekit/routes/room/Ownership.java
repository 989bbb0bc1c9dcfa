package livekit.routes.room;

/** What a room's {@code auth_id} says about the tenant that asks. */
public enum Ownership {
  /** The tenant owns the room. */
  MINE,
  /** Nobody owns the room. */
  NOBODY,
  /** Another tenant owns the room. */
  ANOTHER
}
