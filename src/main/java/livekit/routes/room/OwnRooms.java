package livekit.routes.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import livekit.routes.room.ListedRooms.ListedRoom;
import livekit.routes.tenant.Tenant;
import livekit.routes.twirp.LiveKitFailedException;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Decides which of LiveKit's rooms a caller may see and change: those whose {@code auth_id} is the
 * tenant and whose names its policy allows. Metadata that cannot be read names no owner. To a
 * caller without a tenant no room is shown, unless all are ({@code ANONYMOUS_ROOMS}), whatever the
 * routes before have let through.
 */
public final class OwnRooms {
  /** How much of LiveKit's list the caller's rooms may be, in bytes. */
  private static final long MAX_LIST_BYTES = 4 * 1024 * 1024;

  private final boolean anonymous;
  private final RoomPolicy policy;
  private final RoomMetadata metadata;
  private final ObjectReader rooms;

  /**
   * @param json the mapper that rooms and their metadata are read with; strict about repeated keys
   * @param policy says which names a tenant may use
   * @param anonymous every room is that of a caller without a tenant
   */
  public OwnRooms(ObjectMapper json, RoomPolicy policy, boolean anonymous) {
    this.anonymous = anonymous;
    this.policy = policy;
    this.metadata = new RoomMetadata(json);
    this.rooms = json.readerFor(RoomInfo.class);
  }

  /** Whether LiveKit need not be asked: no room has this name, or the policy forbids it. */
  public boolean excludes(
      @Variable("request") RoomPath path, @Variable("tenant") Tenant tenantOrNull) {
    return !path.isNameable() || policy.forbids(path, tenantOrNull);
  }

  /**
   * The room that a lookup has found, if it is the caller's.
   *
   * @return null where there is none; without metadata where it cannot be read, and the caller is
   *     anonymous
   */
  public Room found(@Body RoomLookup.Found found, @Variable("tenant") Tenant tenantOrNull) {
    ListedRoom room = found.room();
    if (room == null) {
      return null;
    }
    ObjectNode read = readable(room.metadata());
    if (tenantOrNull == null) {
      return anonymous ? new Room(found.name(), read, Ownership.NOBODY) : null;
    }
    return isMine(read, tenantOrNull) ? new Room(found.name(), read, Ownership.MINE) : null;
  }

  /** Who shares the right to have lists read at once: a tenant, or all that are none. */
  public String asking(@Variable("tenant") Tenant tenantOrNull) {
    return tenantOrNull == null ? "" : tenantOrNull.id();
  }

  /**
   * The caller's rooms among those that LiveKit lists. Nothing of the others is kept.
   *
   * @throws TooManyRoomsException when the caller's take more than 4 MiB of the list
   * @throws LiveKitFailedException when the answer is no list of rooms
   */
  public RoomInfos listed(@Body InputStream answer, @Variable("tenant") Tenant tenantOrNull) {
    List<RoomInfo> shown = new ArrayList<>();
    AtomicLong kept = new AtomicLong();
    RoomsProtobuf.read(
        answer,
        (room, bytes) -> {
          if (room.name() == null) {
            throw unreadable();
          }
          if (isShown(room, tenantOrNull)) {
            if (kept.addAndGet(bytes) > MAX_LIST_BYTES) {
              throw new TooManyRoomsException();
            }
            shown.add(room);
          }
        });
    return new RoomInfos(shown);
  }

  /**
   * The room of the path among these.
   *
   * @return null where it is not there
   */
  public RoomInfo only(@Body RoomInfos shown, @Variable("request") RoomPath path) {
    List<RoomInfo> same =
        shown.rooms().stream().filter(room -> room.name().equals(path.roomName())).toList();
    return same.size() == 1 ? same.get(0) : null;
  }

  /**
   * The room in the answer of UpdateRoomMetadata.
   *
   * @throws LiveKitFailedException when it is another room, or no longer the caller's
   */
  public RoomInfo changed(
      @Body byte[] answer,
      @Variable("request") RoomPath path,
      @Variable("tenant") Tenant tenantOrNull) {
    RoomInfo room = read(rooms, answer);
    if (!isWhole(room) || !room.name().equals(path.roomName()) || !isShown(room, tenantOrNull)) {
      throw unreadable();
    }
    return room;
  }

  private boolean isShown(RoomInfo room, Tenant tenantOrNull) {
    return tenantOrNull == null
        ? anonymous
        : mayName(room.metadata(), tenantOrNull)
            && isMine(readable(room.metadata()), tenantOrNull)
            && !policy.forbids(new RoomPath(room.name(), null), tenantOrNull);
  }

  /** Whether JSON can have this text in it, which is told without reading the JSON. */
  private static boolean mayName(String text, Tenant tenant) {
    return text != null && (text.contains(tenant.id()) || text.indexOf('\\') >= 0);
  }

  private boolean isMine(ObjectNode read, Tenant tenant) {
    try {
      return read != null && metadata.ownership(read, tenant.id()) == Ownership.MINE;
    } catch (RoomMetadataUnreadableException e) {
      return false;
    }
  }

  private ObjectNode readable(String text) {
    try {
      return metadata.read(text);
    } catch (RoomMetadataUnreadableException e) {
      return null;
    }
  }

  private static boolean isWhole(RoomInfo room) {
    return room != null && room.name() != null && room.metadata() != null;
  }

  private static <T> T read(ObjectReader reader, byte[] answer) {
    try {
      if (answer != null) {
        return reader.readValue(answer);
      }
    } catch (IOException e) {
      // Its message quotes the answer.
    }
    throw unreadable();
  }

  private static LiveKitFailedException unreadable() {
    return new LiveKitFailedException("the answer is not about the rooms that were asked for");
  }
}
