package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The claim store is down, full, or the claim was lost on the way: no token may be signed. */
public final class ClaimsUnavailableException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public ClaimsUnavailableException(String message) {
    super(message);
  }
}
