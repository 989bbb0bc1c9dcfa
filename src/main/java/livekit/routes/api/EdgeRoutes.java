package livekit.routes.api;

import io.vertx.ext.web.Router;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP routes of one context: what {@link HttpEdge#serve} hands requests to, and whether any of
 * these requests is not answered yet. Thread-safe.
 */
public final class EdgeRoutes {
  private final Router router;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Routes that are not served yet; the router has no handler so far. */
  EdgeRoutes(Router router) {
    this.router = router;
    // The first handler of all: whatever ends a request ends its place.
    router
        .route()
        .handler(
            ctx -> {
              ctx.addEndHandler(ended -> leave());
              ctx.next();
            });
  }

  /** Whether every request has its answer, or its connection has ended. */
  public boolean isIdle() {
    return underWay.get() == 0;
  }

  Router router() {
    return router;
  }

  void enter() {
    underWay.incrementAndGet();
  }

  void leave() {
    underWay.decrementAndGet();
  }
}
