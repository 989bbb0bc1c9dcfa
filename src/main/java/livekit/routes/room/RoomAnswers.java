package livekit.routes.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.room.ListedRooms.ListedRoom;
import livekit.routes.tenant.Tenant;
import livekit.routes.twirp.LiveKitFailedException;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads rooms from LiveKit's answers. It trusts none that is not about the room that was asked for:
 * an answer that cannot be read is a {@link LiveKitFailedException}, never an absent room.
 */
public final class RoomAnswers {
  /** Of all rooms of one answer, in bytes: 1,000 names with as much metadata as tenants can set. */
  static final long MOST_BYTES = 96L * 1024 * 1024;

  private final RoomMetadata metadata;
  private final ObjectReader rooms;

  /**
   * @param json the mapper that rooms and their metadata are read with; strict about repeated keys
   */
  public RoomAnswers(ObjectMapper json) {
    this.metadata = new RoomMetadata(json);
    this.rooms = json.readerFor(ListedRoom.class);
  }

  /**
   * The rooms in the answer of ListRooms.
   *
   * @throws LiveKitFailedException when it is no list of rooms, or has more than {@value
   *     #MOST_BYTES} bytes of them
   */
  public ListedRooms listed(@Body InputStream answer) {
    List<ListedRoom> listed = new ArrayList<>();
    long[] read = new long[1];
    RoomsProtobuf.read(
        answer,
        (room, bytes) -> {
          read[0] += bytes;
          if (read[0] > MOST_BYTES) {
            throw new LiveKitFailedException("ListRooms answered with too many rooms");
          }
          listed.add(new ListedRoom(room.name(), room.metadata()));
        });
    return new ListedRooms(listed);
  }

  /**
   * The room that a lookup has found.
   *
   * @return null where LiveKit has no such room
   */
  public Room found(@Body RoomLookup.Found found, @Variable("tenant") Tenant tenant) {
    return found.room() == null ? null : room(found.name(), found.room().metadata(), tenant);
  }

  /**
   * Whose the room is, for a choice in a route.
   *
   * @return the name of an {@link Ownership}; null without a room
   */
  public String ownership(@Variable("room") Room room) {
    return room == null ? null : room.ownership().name();
  }

  /**
   * The room in the answer of CreateRoom or UpdateRoomMetadata. It has an owner, the tenant or
   * another: an answer that shows none is not about what we have just written.
   *
   * @param answer the answer, JSON; null where there is none
   */
  public Room written(
      @Body byte[] answer, @Variable("request") RoomRef asked, @Variable("tenant") Tenant tenant) {
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

  private Room room(byte[] answer, RoomRef asked, Tenant tenant) {
    try {
      ListedRoom room = answer == null ? null : rooms.readValue(answer);
      if (room != null && asked.roomName().equals(room.name()) && room.metadata() != null) {
        return room(asked.roomName(), room.metadata(), tenant);
      }
    } catch (IOException e) {
      // Its message quotes the answer.
    }
    throw new LiveKitFailedException("the answer is not about the room that was asked for");
  }

  private Room room(String name, String text, Tenant tenant) {
    ObjectNode object = metadata.read(text);
    return new Room(name, object, metadata.ownership(object, tenant.id()));
  }
}
