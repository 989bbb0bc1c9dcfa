package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What LiveKit answers to ListRooms, as far as it is read; the other fields are ignored.
 *
 * @param rooms the rooms that exist among those that were asked for; null where the answer is no
 *     list of rooms
 */
public record ListedRooms(List<ListedRoom> rooms) {
  /**
   * A room as LiveKit describes it.
   *
   * @param name its name; null where LiveKit gave none
   * @param metadata its metadata as text; null where LiveKit gave none, which it never does
   */
  public record ListedRoom(
      @JsonProperty("name") String name, @JsonProperty("metadata") String metadata) {}
}
