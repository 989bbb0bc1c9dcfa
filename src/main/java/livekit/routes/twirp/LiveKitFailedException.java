package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/** LiveKit answered with an error, or with something that is not an answer. */
public final class LiveKitFailedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitFailedException(String message) {
    super(message);
  }
}
