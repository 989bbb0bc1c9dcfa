package livekit.routes.twirp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.token.RoomAgent;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Says which field of the caller's is meant where LiveKit answers {@code invalid_argument}, as for
 * metadata beyond its limits. Where no field of the caller's was in the call, the fault is ours or
 * the operator's.
 */
public final class RefusedArguments {
  private final ObjectMapper json;

  /**
   * @param json reads LiveKit's errors
   */
  public RefusedArguments(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Ends the request where the caller is at fault.
   *
   * @param change the body of the caller's request; null in a token request
   * @param agentsOrNull the agents of a token request
   * @param answer LiveKit's answer of status 400
   * @throws InvalidRequestException names the field, or each that may be meant
   */
  public void blame(
      @Variable("method") String method,
      @Variable("change") Object change,
      @Variable("agents") List<RoomAgent> agentsOrNull,
      @Body byte[] answer) {
    JsonNode error = read(answer);
    if (!error.path("code").asText().equals("invalid_argument")) {
      return;
    }
    String message = error.path("msg").asText();
    List<String> sent =
        switch (method) {
          case "UpdateRoomMetadata", "UpdateParticipant", "SendData" -> fields(change);
          case "CreateRoom", "CreateDispatch" -> ofToken(message, agentsOrNull);
          default -> List.of();
        };
    List<String> named = sent.stream().filter(field -> isAbout(message, field)).toList();
    List<String> meant = named.isEmpty() ? sent : named;
    if (!meant.isEmpty()) {
      throw new InvalidRequestException(
          String.join(" and ", meant) + " must be within the limits of LiveKit");
    }
  }

  private List<String> fields(Object change) {
    // A room that a token request adopts is changed, too: with nothing of the caller's.
    return change == null
        ? List.of()
        : json.valueToTree(change).properties().stream()
            .filter(field -> !field.getValue().isNull())
            .map(Map.Entry::getKey)
            .toList();
  }

  private static List<String> ofToken(String message, List<RoomAgent> agents) {
    if (isAbout(message, "room name")) {
      return List.of("room_name");
    }
    return agents == null || agents.isEmpty() ? List.of() : List.of("room_config.agents");
  }

  /** LiveKit says {@code metadata size exceeds limits}, {@code attribute size ...} and the like. */
  private static boolean isAbout(String message, String field) {
    return message.contains(field.replaceFirst("s$", ""));
  }

  private JsonNode read(byte[] answer) {
    try {
      return json.readTree(answer);
    } catch (IOException | IllegalArgumentException e) {
      // No answer of LiveKit's; the message of the exception quotes it.
      return json.missingNode();
    }
  }
}
