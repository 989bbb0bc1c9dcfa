package livekit.routes.ownership;

/**
 * What LiveKit showed a gateway of a room.
 *
 * @param room the room's name
 * @param gateway which gateway
 * @param at when, in nanoseconds of {@link System#nanoTime}
 * @param owner the room's {@code auth_id}; empty where there is no room, no owner or no answer
 */
record Shown(String room, int gateway, long at, String owner) {}
