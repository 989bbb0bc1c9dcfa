package livekit.routes.room;

import livekit.routes.api.PathParameters;
import org.apache.camel.Exchange;

/** Finds the room, and the participant, that a request is about. */
public final class RoomPaths {
  /**
   * What the path of the request names; names that no room can have are not refused here. A path
   * that had dots to resolve names nothing: a caller who ends {@code participants/..} means a
   * participant, and must not end the room.
   */
  public RoomPath read(Exchange exchange) {
    if (PathParameters.areResolved(exchange)) {
      return new RoomPath(null, null);
    }
    return new RoomPath(
        PathParameters.read(exchange, "room"), PathParameters.read(exchange, "identity"));
  }
}
