package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What LiveKit answers to ListRooms of some names, as far as it is used.
 *
 * @param rooms the rooms that exist among those that were asked for
 */
public record ListedRooms(List<ListedRoom> rooms) {
  /**
   * A room as LiveKit describes it.
   *
   * @param name its name; null where LiveKit gave none
   * @param metadata its metadata as text; null where it was left out, or too long to be read
   */
  public record ListedRoom(
      @JsonProperty("name") String name, @JsonProperty("metadata") String metadata) {}
}
