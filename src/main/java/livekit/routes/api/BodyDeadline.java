package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds the time that a body may take. Without it a caller who sends a byte a minute would hold
 * memory and a connection for as long as it likes, before anybody has asked who it is.
 */
final class BodyDeadline implements Handler<RoutingContext> {
  private static final String TIMER = BodyDeadline.class.getName();

  private final long millis;
  private final Handler<RoutingContext> body;

  /**
   * @param millis how long a body may take from the end of the head on
   * @param body reads the body and hands the request on
   */
  BodyDeadline(long millis, Handler<RoutingContext> body) {
    this.millis = millis;
    this.body = body;
  }

  @Override
  public void handle(RoutingContext ctx) {
    long timer = ctx.vertx().setTimer(millis, late -> ctx.request().connection().close());
    ctx.put(TIMER, timer);
    ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
    body.handle(ctx);
  }

  /** The body is there. */
  static void met(RoutingContext ctx) {
    if (ctx.get(TIMER) instanceof Long timer) {
      ctx.vertx().cancelTimer(timer);
    }
    ctx.next();
  }
}
