package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The room exists without an owner, and {@code ROOM_UNOWNED} is {@code refuse}. */
public final class RoomNotOwnedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public RoomNotOwnedException(String message) {
    super(message);
  }
}
