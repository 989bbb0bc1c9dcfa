package livekit.routes.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import livekit.routes.tenant.Tenant;
import livekit.routes.twirp.LiveKitFailedException;

/**
 * Reads rooms from LiveKit's answers. It trusts none that is not about the room that was asked for:
 * an answer that cannot be read is a {@link LiveKitFailedException}, never an absent room.
 */
public final class RoomAnswers {
  private final RoomMetadata metadata;

  /**
   * @param json the mapper that room metadata is read with; strict about repeated keys
   */
  public RoomAnswers(ObjectMapper json) {
    this.metadata = new RoomMetadata(json);
  }

  /**
   * The room of this name in the answer of ListRooms.
   *
   * @return null where LiveKit has no such room
   */
  public Room found(List<?> rooms, RoomRef asked, Tenant tenant) {
    if (rooms == null || rooms.size() > 1) {
      throw new LiveKitFailedException("ListRooms of one name was answered with something else");
    }
    return rooms.isEmpty() ? null : room(rooms.get(0), asked, tenant);
  }

  /** The room in the answer of CreateRoom. */
  public Room created(Map<?, ?> room, RoomRef asked, Tenant tenant) {
    return room(room, asked, tenant);
  }

  private Room room(Object answer, RoomRef asked, Tenant tenant) {
    if (answer instanceof Map<?, ?> room
        && asked.roomName().equals(room.get("name"))
        && room.get("metadata") instanceof String text) {
      ObjectNode object = metadata.read(text);
      return new Room(asked.roomName(), object, metadata.ownership(object, tenant.id()));
    }
    throw new LiveKitFailedException("the answer is not about the room that was asked for");
  }
}
