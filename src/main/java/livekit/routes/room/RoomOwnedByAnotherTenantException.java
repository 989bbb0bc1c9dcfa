package livekit.routes.room;

import livekit.routes.api.Refusal;

/** Another tenant owns the room or has a claim on it. */
public final class RoomOwnedByAnotherTenantException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public RoomOwnedByAnotherTenantException(String message) {
    super(message);
  }
}
