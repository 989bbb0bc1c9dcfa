package livekit.routes.api;

/**
 * An expected end of a request: something the caller, LiveKit or the claim store did, not a bug.
 * {@code handle-errors.camel.yaml} maps each kind to a status, a code and a text.
 *
 * <p>It carries no stack trace (it is thrown on ordinary traffic) and its message is fixed text of
 * ours: nothing that a caller or LiveKit sent may be put into it.
 */
public abstract class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal with a message for the log. Callers see the text of the error table instead, but for
   * {@link InvalidRequestException} and {@link FieldNotAllowedException}: their message is the
   * text.
   */
  protected Refusal(String message) {
    super(message, null, false, false);
  }

  /**
   * Whether an operator is told of the cause by a line of its own, which one for each request would
   * drown.
   */
  public boolean isReported() {
    return false;
  }
}
