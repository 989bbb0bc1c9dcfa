package livekit.routes.room;

import livekit.routes.api.Refusal;

/** The claim store is down, full, or the claim was lost on the way: no token may be signed. */
public final class ClaimsUnavailableException extends Refusal {
  private static final long serialVersionUID = 1L;

  private final boolean reported;

  /**
   * @param message what happened, as fixed text for the log
   */
  public ClaimsUnavailableException(String message) {
    this(message, false);
  }

  private ClaimsUnavailableException(String message, boolean reported) {
    super(message);
    this.reported = reported;
  }

  /** The store is down, and says so in the log itself: once, not for each request. */
  static ClaimsUnavailableException reported(String message) {
    return new ClaimsUnavailableException(message, true);
  }

  @Override
  public boolean isReported() {
    return reported;
  }
}
