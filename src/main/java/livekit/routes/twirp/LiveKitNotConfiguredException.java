package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/**
 * No LiveKit is configured: {@code LIVEKIT_URL}, {@code LIVEKIT_API_KEY} or {@code
 * LIVEKIT_API_SECRET} is missing.
 */
public final class LiveKitNotConfiguredException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitNotConfiguredException(String message) {
    super(message);
  }
}
