package livekit.routes.token;

import livekit.routes.api.Refusal;

/** A route asked for a token that LiveKit would not take, or that must not be signed. */
public final class InvalidClaimException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which member and what is expected of it, without what was given
   */
  public InvalidClaimException(String message) {
    super(message);
  }
}
