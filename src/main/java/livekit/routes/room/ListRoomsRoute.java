package livekit.routes.room;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** Asks for rooms by way of the route {@code list-rooms} of one context. */
public final class ListRoomsRoute implements RoomLookups.LiveKitRooms {
  private static final String ROUTE = "direct:list-rooms";

  private final CamelContext context;
  private volatile ProducerTemplate template;

  /**
   * @param context whose route is used; it need not be started yet
   */
  public ListRoomsRoute(CamelContext context) {
    this.context = context;
  }

  /**
   * @return what the route leaves in the body; null where it is something else than a list of rooms
   * @throws Exception what the route failed with
   */
  @Override
  public ListedRooms list(Set<String> names) throws Exception {
    Exchange done =
        template()
            .send(ROUTE, ExchangePattern.InOut, exchange -> exchange.getMessage().setBody(names));
    if (done.getException() != null) {
      throw done.getException();
    }
    return done.getMessage().getBody() instanceof ListedRooms rooms ? rooms : null;
  }

  private ProducerTemplate template() {
    ProducerTemplate made = template;
    if (made == null) {
      synchronized (this) {
        made = template;
        if (made == null) {
          made = context.createProducerTemplate();
          template = made;
        }
      }
    }
    return made;
  }
}
