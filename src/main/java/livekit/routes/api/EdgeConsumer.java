package livekit.routes.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * A consumer that tells {@link RequestLimit} which exchange a request has become, and keeps its
 * {@link PathParameters}.
 */
final class EdgeConsumer extends VertxPlatformHttpConsumer {
  EdgeConsumer(
      PlatformHttpEndpoint endpoint,
      Processor route,
      List<Handler<RoutingContext>> handlers,
      String router) {
    super(endpoint, route, handlers, router);
  }

  @Override
  protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext ctx) {
    RequestLimit.start(ctx, exchange);
    PathParameters.keep(ctx, exchange);
    // The route is found; nobody behind it reads a header that its caller has not sent.
    if (HttpEdge.NO_BODY.equals(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      ctx.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    }
    return super.processHttpRequest(exchange, ctx);
  }
}
