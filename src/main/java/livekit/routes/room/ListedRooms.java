package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What LiveKit answers to ListRooms, as far as it is read; the other fields are ignored.
 *
 * @param rooms the rooms that exist among those that were asked for; never null, since protobuf has
 *     no empty list
 */
public record ListedRooms(List<ListedRoom> rooms) {
  /** None, where the answer has none. */
  public ListedRooms {
    rooms = rooms == null ? List.of() : rooms;
  }

  /**
   * A room as LiveKit describes it.
   *
   * @param name its name; null where LiveKit gave none
   * @param metadata its metadata as text; null where there is none: protobuf has no empty text
   */
  public record ListedRoom(
      @JsonProperty("name") String name, @JsonProperty("metadata") String metadata) {}
}
