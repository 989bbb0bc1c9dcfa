package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;

/**
 * Bounds the requests that are handed to the routes and not done yet, and the bytes of their
 * bodies. Without it a slow LiveKit would make a queue that only grows; a caller that is told at
 * once can try again elsewhere.
 *
 * <p>A request keeps its place until its route has ended, also when its caller has gone: the route
 * still waits for a thread and runs.
 */
final class RequestLimit implements Handler<RoutingContext> {
  private static final String PLACE = RequestLimit.class.getName();

  private final int most;
  private final long mostBytes;
  private final Handler<RoutingContext> overloaded;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong bytesUnderWay = new AtomicLong();

  /**
   * @param most how many requests may be under way
   * @param mostBytes how many bytes their bodies may have in all
   * @param overloaded answers the ones beyond
   */
  RequestLimit(int most, long mostBytes, Handler<RoutingContext> overloaded) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.overloaded = overloaded;
  }

  @Override
  public void handle(RoutingContext ctx) {
    Place place = new Place(Math.max(0, ctx.body().length()));
    if (!place.take()) {
      place.leave();
      overloaded.handle(ctx);
      return;
    }
    ctx.put(PLACE, place);
    // For what ends without having reached a route, such as a connection that was lost.
    ctx.addEndHandler(ended -> place.leaveUnlessStarted());
    ctx.next();
  }

  /** From now on the route's end frees the place, not the answer's. */
  static void start(RoutingContext ctx, Exchange exchange) {
    if (ctx.get(PLACE) instanceof Place place && place.start()) {
      exchange.setProperty(PLACE, place);
    }
  }

  /** The route has ended. */
  static void end(Exchange exchange) {
    if (exchange.removeProperty(PLACE) instanceof Place place) {
      place.leave();
    }
  }

  private final class Place {
    private final int bytes;
    private boolean started;
    private boolean left;

    Place(int bytes) {
      this.bytes = bytes;
    }

    boolean take() {
      // Both are taken, so that leaving gives both back.
      return underWay.incrementAndGet() <= most & bytesUnderWay.addAndGet(bytes) <= mostBytes;
    }

    synchronized boolean start() {
      started = true;
      return !left;
    }

    synchronized void leave() {
      if (!left) {
        left = true;
        underWay.decrementAndGet();
        bytesUnderWay.addAndGet(-bytes);
      }
    }

    synchronized void leaveUnlessStarted() {
      if (!started) {
        leave();
      }
    }
  }
}
