package livekit.routes.token;

import livekit.routes.api.Refusal;

/** What should be a token of LiveKit's is none, or is not valid. */
public final class InvalidTokenException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the reason, as fixed text without anything of the token
   */
  public InvalidTokenException(String message) {
    super(message);
  }
}
