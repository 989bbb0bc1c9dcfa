package livekit.routes.tenant.service;

import livekit.routes.api.Refusal;

/** The authentication service answered something that is neither a tenant nor a refusal. */
public final class AuthServiceFailedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public AuthServiceFailedException(String message) {
    super(message);
  }
}
