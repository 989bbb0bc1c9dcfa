package livekit.routes.tenant;

import livekit.routes.api.Refusal;

/** Authentication is required and the request has no credentials. */
public final class MissingCredentialsException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public MissingCredentialsException(String message) {
    super(message);
  }
}
