package livekit.routes.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.api.Attributes;
import livekit.routes.api.LiveKitName;
import livekit.routes.api.WellFormed;
import livekit.routes.room.RoomRef;

/**
 * The body of {@code POST /livekit/token}: the fields of LiveKit's TokenSourceRequest
 * (livekit_token_source.proto), of which the first three are required here. An optional field that
 * is {@code null} is absent. Read by {@link livekit.routes.api.StrictJson}, checked by
 * camel-bean-validator.
 *
 * @param roomName the room to enter
 * @param participantName the name that others in the room see
 * @param participantIdentity unique in the room; a second participant with it replaces the first
 * @param participantMetadata any text, shown to the others in the room
 * @param participantAttributes keys and values, shown to the others in the room
 * @param roomConfig LiveKit's RoomConfiguration as the caller wrote it; see {@link RoomAgents}
 */
public record TokenRequest(
    @JsonProperty("room_name") @LiveKitName String roomName,
    @JsonProperty("participant_name") @LiveKitName String participantName,
    @JsonProperty("participant_identity") @LiveKitName String participantIdentity,
    @JsonProperty("participant_metadata") @WellFormed String participantMetadata,
    @JsonProperty("participant_attributes") @Attributes Map<String, String> participantAttributes,
    @JsonProperty("room_config") JsonNode roomConfig)
    implements RoomRef, RoomConfigured {

  /** Copies what could change, and makes JSON's null the same as an absent field. */
  public TokenRequest {
    if (participantAttributes != null) {
      // Not Map.copyOf: it throws on a null value, which validation has to answer.
      participantAttributes =
          Collections.unmodifiableMap(new LinkedHashMap<>(participantAttributes));
    }
    if (roomConfig != null && roomConfig.isNull()) {
      roomConfig = null;
    }
  }

  /**
   * Without the values: they are personal data, a line feed in them forges a line of a log, and
   * camel-bean-validator puts this text into its exception.
   */
  @Override
  public String toString() {
    return "TokenRequest[hidden]";
  }
}
