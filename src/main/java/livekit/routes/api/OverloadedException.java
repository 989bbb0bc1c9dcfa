package livekit.routes.api;

/** There is no room for what was asked; trying again in some seconds can help. */
public final class OverloadedException extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason fixed text of ours, for the log
   */
  public OverloadedException(String reason) {
    super(reason);
  }
}
