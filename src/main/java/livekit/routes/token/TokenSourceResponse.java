package livekit.routes.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * LiveKit's TokenSourceResponse (livekit_token_source.proto) and what its client SDKs read beside
 * it: whose token it is, since part of that may have been generated.
 *
 * @param serverUrl where to connect to, as in {@link TokenResponse}
 * @param participantToken the participant's access token
 * @param roomName the room that it opens
 * @param participantName the name that others in the room see
 * @param participantIdentity whose it is
 */
@JsonPropertyOrder({
  "server_url",
  "participant_token",
  "room_name",
  "participant_name",
  "participant_identity"
})
public record TokenSourceResponse(
    @JsonProperty("server_url") String serverUrl,
    @JsonProperty("participant_token") String participantToken,
    @JsonProperty("room_name") String roomName,
    @JsonProperty("participant_name") String participantName,
    @JsonProperty("participant_identity") String participantIdentity) {

  /** Without the token, which opens the room to whoever reads it in a log. */
  @Override
  public String toString() {
    return "TokenSourceResponse[hidden]";
  }
}
