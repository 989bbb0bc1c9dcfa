package livekit.routes.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
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
    return super.processHttpRequest(exchange, ctx);
  }
}
