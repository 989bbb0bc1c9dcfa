package livekit.routes.token;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds attributes of a participant to a token request, for routes of a team: {@code
 * participantAttributes}.
 */
public final class ParticipantAttributes {
  /**
   * The request with more attributes; what the caller sent under the same names is overwritten.
   *
   * @param attributes by name; a value that is no text is taken as its text, null is left out
   */
  public TokenRequest add(TokenRequest request, Map<String, ?> attributes) {
    Map<String, String> all = new LinkedHashMap<>();
    if (request.participantAttributes() != null) {
      all.putAll(request.participantAttributes());
    }
    attributes.forEach(
        (name, value) -> {
          if (value != null) {
            all.put(name, value.toString());
          }
        });
    return new TokenRequest(
        request.roomName(),
        request.participantName(),
        request.participantIdentity(),
        request.participantMetadata(),
        all,
        request.roomConfig());
  }
}
