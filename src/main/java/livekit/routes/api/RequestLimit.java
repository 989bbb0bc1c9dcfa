package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests that are handed to the routes and not answered yet. Without it a slow LiveKit
 * would make a queue that only grows; a caller that is told at once can try again elsewhere.
 *
 * <p>It stands behind the reading of the body: a caller who sends slowly takes no place.
 */
final class RequestLimit implements Handler<RoutingContext> {
  private final int most;
  private final Handler<RoutingContext> overloaded;
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
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      overloaded.handle(ctx);
      return;
    }
    // Also called where the connection was lost before an answer.
    ctx.addEndHandler(ended -> underWay.decrementAndGet());
    ctx.next();
  }
}
