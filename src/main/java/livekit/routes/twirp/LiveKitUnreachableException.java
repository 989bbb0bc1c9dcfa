package livekit.routes.twirp;

import livekit.routes.api.Refusal;

/** No connection to LiveKit came about: its name, its port, the network or TLS. */
public final class LiveKitUnreachableException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public LiveKitUnreachableException(String message) {
    super(message);
  }
}
