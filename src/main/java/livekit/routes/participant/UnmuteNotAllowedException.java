package livekit.routes.participant;

import livekit.routes.api.Refusal;

/**
 * LiveKit lets nobody but its publisher unmute a track: {@code room.enable_remote_unmute} is off.
 */
public final class UnmuteNotAllowedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as fixed text for the log
   */
  public UnmuteNotAllowedException(String message) {
    super(message);
  }
}
