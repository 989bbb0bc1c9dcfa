package livekit.routes.api;

/** The request is not what the endpoint takes; its message is shown to the caller. */
public final class InvalidRequestException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail fixed text of ours that names the field and says what is expected; never a value
   */
  public InvalidRequestException(String detail) {
    super(detail);
  }
}
