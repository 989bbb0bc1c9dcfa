package livekit.routes.tenant.service;

import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.Tenant;

/** Reads the answers of the authentication service. */
public final class AuthServiceAnswers {
  /**
   * The tenant that an answer names.
   *
   * @throws InvalidCredentialsException when the id is blank
   */
  public Tenant tenant(AuthServiceAnswer answer) {
    return new Tenant(answer.id());
  }
}
