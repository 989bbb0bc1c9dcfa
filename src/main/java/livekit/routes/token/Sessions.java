package livekit.routes.token;

import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.PathParameters;
import org.apache.camel.Exchange;

/** Finds the session that a request is about. */
public final class Sessions {
  /**
   * The session in the path of the request.
   *
   * @throws InvalidRequestException when it cannot name a room
   */
  public Session read(Exchange exchange) {
    return new Session(PathParameters.read(exchange, "session_id"));
  }
}
