package livekit.routes.token;

/** A token could not be signed. */
public final class TokenGenerationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause what the library reported; it stays in the process
   */
  public TokenGenerationException(Throwable cause) {
    super("the token could not be signed", cause);
  }
}
