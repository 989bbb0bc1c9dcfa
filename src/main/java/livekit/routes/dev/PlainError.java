package livekit.routes.dev;

/**
 * An error that LiveKit answers before Twirp sees the call, or outside of it: a status and a line
 * of text, not JSON.
 */
final class PlainError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  PlainError(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
