package livekit.routes.token;

import com.fasterxml.jackson.databind.JsonNode;

/** A request that may say how the room is to be; see {@link RoomAgents}. */
public interface RoomConfigured {
  /** LiveKit's RoomConfiguration as the caller wrote it; null where there is none. */
  JsonNode roomConfig();
}
