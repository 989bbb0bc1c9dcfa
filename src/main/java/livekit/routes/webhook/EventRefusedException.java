package livekit.routes.webhook;

import livekit.routes.api.Refusal;

/** Whom an event is forwarded to does not want it; trying again would not help. */
public final class EventRefusedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason fixed text of ours, for the log
   */
  public EventRefusedException(String reason) {
    super(reason);
  }
}
