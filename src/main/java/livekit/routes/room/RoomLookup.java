package livekit.routes.room;

import java.util.concurrent.CompletableFuture;
import livekit.routes.room.ListedRooms.ListedRoom;

/**
 * One request that waits for what LiveKit says of a room.
 *
 * @param room the room's name
 * @param answer completed once, with what LiveKit says or with the failure of the call
 */
public record RoomLookup(String room, CompletableFuture<Found> answer) {
  /**
   * The answer to a lookup.
   *
   * @param name the room that was asked for
   * @param room what LiveKit says of it; null where LiveKit has no such room
   */
  public record Found(String name, ListedRoom room) {}

  RoomLookup(String room) {
    this(room, new CompletableFuture<>());
  }

  boolean isWaiting() {
    return !answer.isDone();
  }
}
