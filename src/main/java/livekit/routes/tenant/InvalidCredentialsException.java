package livekit.routes.tenant;

import livekit.routes.api.Refusal;

/** The request has credentials and they are not those of a tenant. */
public final class InvalidCredentialsException extends Refusal {
  private static final long serialVersionUID = 1L;

  /** The refusal. */
  public InvalidCredentialsException() {
    this("invalid credentials");
  }

  /**
   * @param message what happened, as fixed text for the log
   */
  public InvalidCredentialsException(String message) {
    super(message);
  }
}
