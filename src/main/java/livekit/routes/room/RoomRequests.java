package livekit.routes.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.settings.RoomSettings;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.RoomAgent;
import org.apache.camel.Variable;

/**
 * Makes the bodies of our calls to LiveKit's RoomService: JSON text, and protobuf for ListRooms.
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

  /** ListRooms of these names. */
  public byte[] list(Collection<String> names) {
    return RoomsProtobuf.request(names);
  }

  /**
   * CreateRoom with the owner in the same call: a room never exists without one in between. What
   * the tenant's policy says goes before the settings.
   *
   * @param agents start with the room; without them LiveKit starts the agent that has no name
   */
  public String create(
      @Variable("request") RoomRef room,
      @Variable("tenant") Tenant tenant,
      @Variable("agents") List<RoomAgent> agents) {
    TenantPolicy policy = tenant.policy();
    ObjectNode body = json.createObjectNode();
    body.put("name", room.roomName()).put("metadata", metadata.ownedBy(tenant.id()));
    putFirst(body, "empty_timeout", policy.emptyTimeoutSeconds(), settings.emptyTimeoutSeconds());
    putFirst(body, "departure_timeout", null, settings.departureTimeoutSeconds());
    putFirst(body, "max_participants", policy.maxParticipants(), settings.maxParticipants());
    if (!agents.isEmpty()) {
      body.set("agents", json.valueToTree(agents.stream().map(RoomAgent::claims).toList()));
    }
    return body.toString();
  }

  /** UpdateRoomMetadata that adds the owner and keeps every other key. */
  public String adopt(@Variable("room") Room room, @Variable("tenant") Tenant tenant) {
    return json.createObjectNode()
        .put("room", room.name())
        .put("metadata", metadata.withOwner(room.metadata(), tenant.id()))
        .toString();
  }

  /** ListRooms of every room: what it answers is filtered by owner before anybody sees it. */
  public byte[] listAll() {
    return RoomsProtobuf.request(List.of());
  }

  /** ListRooms of the room of the path. */
  public byte[] listOne(@Variable("request") RoomRef room) {
    return RoomsProtobuf.request(List.of(room.roomName()));
  }

  /** DeleteRoom. */
  public String delete(@Variable("request") RoomRef room) {
    return json.createObjectNode().put("room", room.roomName()).toString();
  }

  /**
   * UpdateRoomMetadata with what the caller gives, and the owner that the room has: callers never
   * change it.
   *
   * @throws InvalidRequestException when it is no object, or no text that can be written
   * @throws FieldNotAllowedException when it names another owner
   * @throws RoomMetadataUnreadableException when it is not known who owns the room
   */
  public String change(@Variable("room") Room room, @Variable("change") RoomChange change) {
    if (room.metadata() == null) {
      throw new RoomMetadataUnreadableException();
    }
    return json.createObjectNode()
        .put("room", room.name())
        .put("metadata", metadata.replaced(room.metadata(), change.roomMetadata()))
        .toString();
  }

  /** Puts the first that is not null, if any. */
  private static void putFirst(ObjectNode body, String field, Integer first, Integer second) {
    Integer value = first != null ? first : second;
    if (value != null) {
      body.put(field, value);
    }
  }
}
