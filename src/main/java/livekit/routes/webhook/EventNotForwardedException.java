package livekit.routes.webhook;

import livekit.routes.api.Refusal;

/** An event did not reach whom it is forwarded to; it is tried again. */
public final class EventNotForwardedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason fixed text of ours, for the log
   */
  public EventNotForwardedException(String reason) {
    super(reason);
  }
}
