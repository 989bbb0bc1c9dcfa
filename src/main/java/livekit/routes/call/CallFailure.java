package livekit.routes.call;

/** The ways in which a call ends without an answer, beside {@link ConnectionEndedException}. */
public enum CallFailure {
  /** Unknown host, refused, no route, TLS fails or ends in its handshake. */
  UNREACHABLE,

  /**
   * No connection of the pool in time, connect timeout, response timeout, the whole call's bound.
   */
  TIMED_OUT,

  /** Ended or reset after a byte of the answer. */
  BROKEN_OFF,

  /** The body is longer than the limit. */
  TOO_LARGE,

  /** Not HTTP, Content-Encoding. */
  UNREADABLE
}
