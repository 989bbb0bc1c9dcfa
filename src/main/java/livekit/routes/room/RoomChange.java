package livekit.routes.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;

/**
 * The body of {@code PATCH /livekit/rooms/{room}}.
 *
 * @param roomMetadata the room's new metadata: an object, or its text
 */
public record RoomChange(
    @JsonProperty("metadata") @NotNull(message = "is required") JsonNode roomMetadata) {
  /** Makes JSON's null the same as an absent field. */
  public RoomChange {
    if (roomMetadata != null && roomMetadata.isNull()) {
      roomMetadata = null;
    }
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "RoomChange[hidden]";
  }
}
