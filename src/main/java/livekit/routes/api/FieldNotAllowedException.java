package livekit.routes.api;

/**
 * The request asks for something that callers may not decide; its message is shown to the caller.
 */
public final class FieldNotAllowedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail fixed text of ours that names the field; never a value
   */
  public FieldNotAllowedException(String detail) {
    super(detail);
  }
}
