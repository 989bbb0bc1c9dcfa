package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Some rooms, as LiveKit lists them and as the caller is shown them.
 *
 * @param rooms in the order of LiveKit's list
 */
public record RoomInfos(@JsonProperty("rooms") List<RoomInfo> rooms) {
  /** Short: Camel asks for it in a choice on the body. */
  @Override
  public String toString() {
    return "RoomInfos[hidden]";
  }
}
