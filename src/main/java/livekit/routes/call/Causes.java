package livekit.routes.call;

import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Asks an exception of the HTTP client what it is about: TLS wraps what the socket reported. */
final class Causes {
  private Causes() {}

  /** Whether a wait ended: for a connection of the pool, to connect, or for bytes. */
  static boolean timedOut(Throwable e) {
    return anyIs(e, SocketTimeoutException.class)
        || anyIs(e, ConnectionRequestTimeoutException.class);
  }

  /** Whether the exception, or one of its causes, is of this type. */
  static boolean anyIs(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
