package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A room as its tenant is shown it: what livekit_models.proto calls Room, without the password of
 * the TURN server and the codecs. Timeouts are seconds.
 *
 * @param sid LiveKit's id of this life of the room
 * @param name the room's name
 * @param emptyTimeout how long it stays open until someone joins
 * @param departureTimeout how long it stays open after the last one left
 * @param maxParticipants how many may be in it; 0 is no limit
 * @param creationTime seconds since 1970
 * @param metadata the text that LiveKit has
 * @param participants how many are in it
 * @param publishers how many of them publish
 * @param activeRecording whether it is being recorded
 */
public record RoomInfo(
    @JsonProperty("sid") String sid,
    @JsonProperty("name") String name,
    @JsonProperty("empty_timeout") long emptyTimeout,
    @JsonProperty("departure_timeout") long departureTimeout,
    @JsonProperty("max_participants") long maxParticipants,
    @JsonProperty("creation_time") long creationTime,
    @JsonProperty("metadata") String metadata,
    @JsonProperty("num_participants") long participants,
    @JsonProperty("num_publishers") long publishers,
    @JsonProperty("active_recording") boolean activeRecording) {
  /** Without the metadata. */
  @Override
  public String toString() {
    return "RoomInfo[" + name + "]";
  }
}
