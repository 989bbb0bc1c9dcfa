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
   * @param rooms what the answer holds as {@code rooms}, of whatever type
   * @return null where LiveKit has no such room
   */
  public Room found(Object rooms, RoomRef asked, Tenant tenant) {
    if (rooms instanceof List<?> list && list.size() <= 1) {
      return list.isEmpty() ? null : room(list.get(0), asked, tenant);
    }
    throw new LiveKitFailedException("ListRooms of one name was answered with something else");
  }

  /**
   * The room in the answer of CreateRoom or UpdateRoomMetadata. It has an owner, the tenant or
   * another: an answer that shows none is not about what we have just written.
   *
   * @param answer the answer, of whatever type
   */
  public Room written(Object answer, RoomRef asked, Tenant tenant) {
    try {
      Room room = room(answer, asked, tenant);
      if (room.ownership() != Ownership.NOBODY) {
        return room;
      }
    } catch (RoomMetadataUnreadableException e) {
      // Not the room's own metadata that somebody wrote: ours has come back as something else.
    }
    throw new LiveKitFailedException("the answer does not show the owner that was written");
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
