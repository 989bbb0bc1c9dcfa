package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/** LiveKit did not answer in time, or no time is left to ask it. */
public final class LiveKitTimeoutException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitTimeoutException(String message) {
    super(message);
  }
}
