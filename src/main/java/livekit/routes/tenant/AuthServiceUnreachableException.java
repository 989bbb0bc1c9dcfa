package livekit.routes.tenant;

import livekit.routes.api.Refusal;

/**
 * Credentials cannot be checked now: the external authentication service, or the OpenID provider
 * whose keys are needed, cannot be reached or is too slow.
 */
public final class AuthServiceUnreachableException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public AuthServiceUnreachableException(String message) {
    super(message);
  }
}
