package livekit.routes.twirp;

/** LiveKit's answer is longer than what is read of one. */
public final class AnswerTooLargeException extends LiveKitFailedException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public AnswerTooLargeException(String message) {
    super(message);
  }
}
