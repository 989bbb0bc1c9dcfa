package livekit.routes.call;

import java.io.IOException;

/**
 * The connection ended before one byte of an answer came: the other side was restarted, or a
 * balancer had closed an idle connection of the pool. {@code call-livekit} sends such a call once
 * more, on a connection opened for it; when that one ends so too, LiveKit cannot be reached.
 *
 * <p>It does not say that the other side has not worked on the call, so only a call that may be
 * repeated may be sent again.
 */
public final class ConnectionEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause how the end showed; it stays in the process
   */
  public ConnectionEndedException(Throwable cause) {
    super("the connection ended before an answer", cause);
  }
}
