package livekit.routes.tenant;

import livekit.routes.api.Refusal;

/** Authentication is required and the request has no credentials. */
public final class MissingCredentialsException extends Refusal {
  private static final long serialVersionUID = 1L;

  /** The refusal. */
  public MissingCredentialsException() {
    super("no credentials");
  }
}
