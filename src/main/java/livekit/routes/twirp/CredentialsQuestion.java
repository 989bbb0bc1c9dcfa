package livekit.routes.twirp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * Asks LiveKit for a room, by way of the route {@code call-livekit}, to see whether it takes our
 * server token: the cheapest call that there is.
 */
public final class CredentialsQuestion implements Supplier<LiveKitCredentials.Answer> {
  private static final String ROUTE = "direct:call-livekit";

  /** Longer than LiveKit lets the name of a room be, so that there is none. */
  private static final String NO_ROOM = "no room, asked for by livekit-routes ".repeat(8);

  private final Supplier<CamelContext> routes;

  /**
   * @param routes the context whose route is called
   */
  public CredentialsQuestion(Supplier<CamelContext> routes) {
    this.routes = routes;
  }

  @Override
  public LiveKitCredentials.Answer get() {
    try (ProducerTemplate template = routes.get().createProducerTemplate()) {
      Exchange done = template.send(ROUTE, ExchangePattern.InOut, CredentialsQuestion::fill);
      if (done.getException() == null) {
        return LiveKitCredentials.Answer.ACCEPTED;
      }
      return done.getException(LiveKitRejectedCredentialsException.class) == null
          ? LiveKitCredentials.Answer.NONE
          : LiveKitCredentials.Answer.REJECTED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Exchange exchange) {
    exchange.setVariable("service", "RoomService");
    exchange.setVariable("method", "ListRooms");
    exchange.setVariable("grant", "roomList");
    exchange.getMessage().setBody("{\"names\":[\"" + NO_ROOM + "\"]}");
  }
}
