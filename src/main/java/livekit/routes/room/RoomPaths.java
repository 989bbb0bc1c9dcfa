package livekit.routes.room;

import livekit.routes.api.PathParameters;
import org.apache.camel.Exchange;

/** Finds the room, and the participant, that a request is about. */
public final class RoomPaths {
  /** What the path of the request names; names that no room can have are not refused here. */
  public RoomPath read(Exchange exchange) {
    return new RoomPath(
        PathParameters.read(exchange, "room"), PathParameters.read(exchange, "identity"));
  }
}
