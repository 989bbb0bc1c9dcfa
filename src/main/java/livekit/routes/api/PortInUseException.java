package livekit.routes.api;

/** A port cannot be opened: another program has it, or this one may not. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting the setting that the port comes from
   */
  public PortInUseException(String setting, String host, int port) {
    super(
        "%s: cannot listen on %s:%d; expected a port that no other program has and that this one may open"
            .formatted(setting, host, port),
        null,
        false,
        false);
  }
}
