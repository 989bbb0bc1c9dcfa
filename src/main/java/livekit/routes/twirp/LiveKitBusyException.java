package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/** LiveKit, or a proxy before it, answered that it takes no call now: 429 or 503. */
public final class LiveKitBusyException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitBusyException(String message) {
    super(message);
  }
}
