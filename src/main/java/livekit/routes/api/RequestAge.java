package livekit.routes.api;

import org.apache.camel.Exchange;

/** How long a request has been under way, for a choice in a route. */
public final class RequestAge {
  /**
   * A call that starts later may end after the request's lease on its room: 12 s less the 7 s that
   * a call may take.
   */
  private static final long LAST_CALL_MILLIS = 5_000;

  /** Whether it is too late for one more call to LiveKit. */
  public boolean tooLateForACall(Exchange exchange) {
    return exchange.getClock().elapsed() > LAST_CALL_MILLIS;
  }
}
