package livekit.routes.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.api.Attributes;
import livekit.routes.api.Utf8Size;
import livekit.routes.api.WellFormed;

/**
 * LiveKit's TokenSourceRequest (livekit_token_source.proto), which its client SDKs send. Every
 * field is optional: what is {@code null} is absent, and so is a name that is blank, since a client
 * whose fields cannot be absent sends {@code ""}. {@link TokenSource} reads it and makes a {@link
 * TokenRequest} of it.
 *
 * @param roomName the room to enter, at most 256 bytes of UTF-8, as the other two names
 * @param participantName the name that others in the room see
 * @param participantIdentity unique in the room; a second participant with it replaces the first
 * @param participantMetadata any text, shown to the others in the room
 * @param participantAttributes keys and values, shown to the others in the room
 * @param roomConfig see {@link RoomAgents}
 */
public record TokenSourceRequest(
    @JsonProperty("room_name") @Utf8Size(max = 256) @WellFormed(nul = false, message = NOT_TEXT)
        String roomName,
    @JsonProperty("participant_name")
        @Utf8Size(max = 256)
        @WellFormed(nul = false, message = NOT_TEXT)
        String participantName,
    @JsonProperty("participant_identity")
        @Utf8Size(max = 256)
        @WellFormed(nul = false, message = NOT_TEXT)
        String participantIdentity,
    @JsonProperty("participant_metadata") @WellFormed String participantMetadata,
    @JsonProperty("participant_attributes") @Attributes Map<String, String> participantAttributes,
    @JsonProperty("room_config") JsonNode roomConfig)
    implements RoomConfigured {
  private static final String NOT_TEXT = "must be well-formed Unicode text without U+0000";

  /** Copies what could change, and makes null of every name that says nothing. */
  public TokenSourceRequest {
    roomName = nullIfBlank(roomName);
    participantName = nullIfBlank(participantName);
    participantIdentity = nullIfBlank(participantIdentity);
    if (participantAttributes != null) {
      participantAttributes =
          Collections.unmodifiableMap(new LinkedHashMap<>(participantAttributes));
    }
    if (roomConfig != null && roomConfig.isNull()) {
      roomConfig = null;
    }
  }

  private static String nullIfBlank(String name) {
    return name == null || name.isBlank() ? null : name;
  }

  /** Without the values, as with {@link TokenRequest}. */
  @Override
  public String toString() {
    return "TokenSourceRequest[hidden]";
  }
}
