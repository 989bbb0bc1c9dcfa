package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * Bounds the requests that are handed to the routes and not done yet. Without it a slow LiveKit
 * would make a queue that only grows; a caller that is told at once can try again elsewhere.
 *
 * <p>A request keeps its place until its route has ended, also when its caller has gone: the route
 * still waits for a thread and runs.
 */
final class RequestLimit implements Handler<RoutingContext> {
  private static final String PLACE = RequestLimit.class.getName();

  private final int most;
  private final Handler<RoutingContext> overloaded;
  private final String key = PLACE + System.identityHashCode(this);
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param most how many requests may be under way
   * @param overloaded answers the ones beyond
   */
  RequestLimit(int most, Handler<RoutingContext> overloaded) {
    this.most = most;
    this.overloaded = overloaded;
  }

  @Override
  public void handle(RoutingContext ctx) {
    guard(ctx, RoutingContext::next);
  }

  /** Hands a request on, if there is a place for it. */
  void guard(RoutingContext ctx, Handler<RoutingContext> next) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      overloaded.handle(ctx);
      return;
    }
    Place place = new Place();
    ctx.put(key, place);
    // For what ends without having reached a route, such as a connection that was lost.
    ctx.addEndHandler(ended -> place.leaveUnlessStarted());
    next.handle(ctx);
  }

  /** From now on the route's end frees the places, not the answer's. */
  static void start(RoutingContext ctx, Exchange exchange) {
    List<Place> places = new ArrayList<>();
    for (Object each : ctx.data().values()) {
      if (each instanceof Place place && place.start()) {
        places.add(place);
      }
    }
    exchange.setProperty(PLACE, places);
  }

  /** The route has ended. */
  static void end(Exchange exchange) {
    if (exchange.removeProperty(PLACE) instanceof List<?> places) {
      places.forEach(place -> ((Place) place).leave());
    }
  }

  private final class Place {
    private boolean started;
    private boolean left;

    synchronized boolean start() {
      started = true;
      return !left;
    }

    synchronized void leave() {
      if (!left) {
        left = true;
        underWay.decrementAndGet();
      }
    }

    synchronized void leaveUnlessStarted() {
      if (!started) {
        leave();
      }
    }
  }
}
