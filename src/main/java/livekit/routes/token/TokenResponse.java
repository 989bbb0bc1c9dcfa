package livekit.routes.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The answer of {@code POST /livekit/token}. Token and URL come under two names: those of this API
 * and those of LiveKit's TokenSourceResponse (livekit_token_source.proto), which its SDKs read.
 *
 * @param token the participant's access token
 * @param roomName the room that it opens
 * @param participantIdentity whose it is
 * @param livekitUrl where to connect to: {@code LIVEKIT_PUBLIC_URL} as it is written (ws, wss, http
 *     or https), else LiveKit's own URL as ws or wss
 * @param participantToken the same as {@code token}
 * @param serverUrl the same as {@code livekitUrl}
 */
@JsonPropertyOrder({
  "token",
  "room_name",
  "participant_identity",
  "livekit_url",
  "participant_token",
  "server_url"
})
public record TokenResponse(
    @JsonProperty("token") String token,
    @JsonProperty("room_name") String roomName,
    @JsonProperty("participant_identity") String participantIdentity,
    @JsonProperty("livekit_url") String livekitUrl,
    @JsonProperty("participant_token") String participantToken,
    @JsonProperty("server_url") String serverUrl) {

  /** The answer to a request. */
  public static TokenResponse of(String token, TokenRequest request, String livekitUrl) {
    return new TokenResponse(
        token, request.roomName(), request.participantIdentity(), livekitUrl, token, livekitUrl);
  }

  /** Without the token, which opens the room to whoever reads it in a log. */
  @Override
  public String toString() {
    return "TokenResponse[hidden]";
  }
}
