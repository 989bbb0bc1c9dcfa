package livekit.routes.room;

import livekit.routes.api.Refusal;

/**
 * There is no such room, participant or track for this caller. It is the same answer whether
 * LiveKit has none or another tenant has it.
 */
public final class RoomNotFoundException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public RoomNotFoundException(String message) {
    super(message);
  }
}
