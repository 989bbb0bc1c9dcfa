package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A participant as the tenant of its room is shown it: what livekit_models.proto calls
 * ParticipantInfo, as far as it is of use outside of the room.
 *
 * @param sid LiveKit's id of this stay in the room
 * @param identity who it is; unique in the room
 * @param name what the others see
 * @param kind {@code STANDARD}, {@code AGENT}, {@code SIP}, ...
 * @param state {@code JOINING}, {@code JOINED}, {@code ACTIVE} or {@code DISCONNECTED}
 * @param joinedAt seconds since 1970
 * @param publisher whether it publishes
 * @param metadata any text
 * @param attributes keys and values
 * @param permission what it may do
 * @param tracks what it publishes
 */
public record ParticipantInfo(
    @JsonProperty("sid") String sid,
    @JsonProperty("identity") String identity,
    @JsonProperty("name") String name,
    @JsonProperty("kind") String kind,
    @JsonProperty("state") String state,
    @JsonProperty("joined_at") long joinedAt,
    @JsonProperty("is_publisher") boolean publisher,
    @JsonProperty("metadata") String metadata,
    @JsonProperty("attributes") Map<String, String> attributes,
    @JsonProperty("permission") PermissionInfo permission,
    @JsonProperty("tracks") List<TrackInfo> tracks) {
  /** Without the values, which are personal data. */
  @Override
  public String toString() {
    return "ParticipantInfo[hidden]";
  }
}
