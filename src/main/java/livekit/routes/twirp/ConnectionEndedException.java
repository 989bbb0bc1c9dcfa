package livekit.routes.twirp;

import java.io.IOException;

/**
 * The connection to LiveKit ended before one byte of an answer came: LiveKit was restarted, or a
 * balancer had closed an idle connection of the pool. {@code call-livekit} sends such a call once
 * more, on a connection opened for it; when that one ends so too, LiveKit cannot be reached.
 *
 * <p>It does not say that LiveKit has not worked on the call, so only a call that may be repeated
 * may be sent again.
 */
public final class ConnectionEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause how the end showed; it stays in the process
   */
  public ConnectionEndedException(Throwable cause) {
    super("the connection to LiveKit ended before an answer", cause);
  }
}
