package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The caller has more rooms than one answer lists. */
public final class TooManyRoomsException extends Refusal {
  private static final long serialVersionUID = 1L;

  /** The refusal. */
  public TooManyRoomsException() {
    super("the caller has more rooms than one answer lists");
  }
}
