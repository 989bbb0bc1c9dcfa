package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The tenant's policy does not allow a room of this name. */
public final class RoomNotAllowedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public RoomNotAllowedException(String message) {
    super(message);
  }
}
