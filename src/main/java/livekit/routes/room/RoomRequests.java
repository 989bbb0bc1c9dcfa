package livekit.routes.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import livekit.routes.settings.RoomSettings;
import livekit.routes.tenant.Tenant;

/**
 * Makes the bodies of our calls to LiveKit's RoomService, as JSON text.
 *
 * @see <a href="https://docs.livekit.io/reference/other/roomservice-api/">RoomService API</a>
 */
public final class RoomRequests {
  private final ObjectMapper json;
  private final RoomMetadata metadata;
  private final RoomSettings settings;

  /**
   * @param json the mapper that room metadata is written with
   * @param settings what a room that we create gets beside its owner
   */
  public RoomRequests(ObjectMapper json, RoomSettings settings) {
    this.json = json;
    this.metadata = new RoomMetadata(json);
    this.settings = settings;
  }

  /** ListRooms of one name. */
  public String find(RoomRef room) {
    ObjectNode body = json.createObjectNode();
    body.putArray("names").add(room.roomName());
    return body.toString();
  }

  /** CreateRoom with the owner in the same call: a room never exists without one in between. */
  public String create(RoomRef room, Tenant tenant) {
    ObjectNode body = json.createObjectNode();
    body.put("name", room.roomName()).put("metadata", metadata.ownedBy(tenant.id()));
    putUnlessNull(body, "empty_timeout", settings.emptyTimeoutSeconds());
    putUnlessNull(body, "departure_timeout", settings.departureTimeoutSeconds());
    putUnlessNull(body, "max_participants", settings.maxParticipants());
    return body.toString();
  }

  /** UpdateRoomMetadata that adds the owner and keeps every other key. */
  public String adopt(Room room, Tenant tenant) {
    return json.createObjectNode()
        .put("room", room.name())
        .put("metadata", metadata.withOwner(room.metadata(), tenant.id()))
        .toString();
  }

  private static void putUnlessNull(ObjectNode body, String field, Number value) {
    if (value != null) {
      body.put(field, value.longValue());
    }
  }
}
