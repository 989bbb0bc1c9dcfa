package livekit.routes.api;

/**
 * The public port cannot be opened: another program has it, or the address is not this machine's.
 */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortInUseException(String host, int port) {
    super(
        "HTTP_PORT: cannot listen on %s:%d; another program has the port, or HTTP_HOST is not an"
                .formatted(host, port)
            + " address of this machine");
  }
}
