package livekit.routes.participant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.room.RoomPath;
import org.apache.camel.Variable;

/**
 * Makes the bodies of our calls to LiveKit's RoomService that are about participants, as JSON text.
 *
 * @see <a href="https://docs.livekit.io/reference/other/roomservice-api/">RoomService API</a>
 */
public final class ParticipantRequests {
  private final ObjectMapper json;

  /**
   * @param json makes trees
   */
  public ParticipantRequests(ObjectMapper json) {
    this.json = json;
  }

  /** ListParticipants. */
  public String list(@Variable("request") RoomPath path) {
    return inRoom(path).toString();
  }

  /** GetParticipant and RemoveParticipant. */
  public String one(@Variable("request") RoomPath path) {
    return participant(path).toString();
  }

  /** MutePublishedTrack. */
  public String mute(@Variable("request") RoomPath path, @Variable("change") MuteRequest mute) {
    return participant(path)
        .put("track_sid", mute.trackSid())
        .put("muted", mute.muted())
        .toString();
  }

  /**
   * UpdateParticipant.
   *
   * @param permissionOrNull all permissions, since LiveKit replaces them; null leaves them
   * @throws InvalidRequestException when nothing is to change
   */
  public String change(
      @Variable("request") RoomPath path,
      @Variable("change") ParticipantChange change,
      @Variable("permission") ObjectNode permissionOrNull) {
    ObjectNode body = participant(path);
    int unchanged = body.size();
    if (change.newName() != null) {
      body.put("name", change.newName());
    }
    if (change.newMetadata() != null) {
      body.put("metadata", change.newMetadata());
    }
    if (change.newAttributes() != null) {
      body.set("attributes", json.valueToTree(change.newAttributes()));
    }
    if (permissionOrNull != null) {
      body.set("permission", permissionOrNull);
    }
    if (body.size() == unchanged) {
      throw new InvalidRequestException(
          "The body must have name, metadata, attributes or permission.");
    }
    return body.toString();
  }

  /** SendData. */
  public String send(@Variable("request") RoomPath path, @Variable("change") DataMessage message) {
    ObjectNode body = inRoom(path).put("data", message.data());
    body.put("kind", message.kind() == null ? "RELIABLE" : message.kind());
    if (message.topic() != null) {
      body.put("topic", message.topic());
    }
    if (message.destinationIdentities() != null) {
      ArrayNode identities = body.putArray("destination_identities");
      message.destinationIdentities().forEach(identities::add);
    }
    return body.toString();
  }

  private ObjectNode inRoom(RoomPath path) {
    return json.createObjectNode().put("room", path.roomName());
  }

  private ObjectNode participant(RoomPath path) {
    return inRoom(path).put("identity", path.identity());
  }
}
