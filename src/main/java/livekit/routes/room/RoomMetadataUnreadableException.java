package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The metadata of the room is not a JSON object, or its {@code auth_id} is not one string. */
public final class RoomMetadataUnreadableException extends Refusal {
  private static final long serialVersionUID = 1L;

  /** The refusal. */
  public RoomMetadataUnreadableException() {
    super("the metadata of the room cannot be read");
  }
}
