package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/** LiveKit answered 401 or 403: its API key or secret is not ours. */
public final class LiveKitRejectedCredentialsException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitRejectedCredentialsException(String message) {
    super(message);
  }
}
