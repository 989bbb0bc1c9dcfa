package livekit.routes.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.http.HttpUtil;
import org.apache.camel.util.CollectionHelper;

/**
 * A consumer whose requests hold no thread while a step of their route waits. Camel's own blocks
 * one of Vert.x's workers until the route has ended.
 *
 * <p>It tells {@link RequestLimit} which exchange a request has become, and keeps its {@link
 * PathParameters}. An answer is written whole: what a route leaves in the body is converted to
 * bytes. It counts for its tenant until it is written ({@link UnreadAnswers}).
 */
final class EdgeConsumer extends VertxPlatformHttpConsumer {
  private final Executor workers;
  private final UnreadAnswers unread;
  private final Handler<RoutingContext> overloaded;

  EdgeConsumer(
      PlatformHttpEndpoint endpoint,
      Processor route,
      List<Handler<RoutingContext>> handlers,
      String router,
      Executor workers,
      UnreadAnswers unread,
      Handler<RoutingContext> overloaded) {
    super(endpoint, route, handlers, router);
    this.workers = workers;
    this.unread = unread;
    this.overloaded = overloaded;
  }

  @Override
  protected void handleRequest(RoutingContext ctx) {
    if (isSuspended()) {
      ctx.fail(503);
      return;
    }
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    processHttpRequest(exchange, ctx)
        .onSuccess(
            read -> {
              // Only now: what cannot be read ends without a route that would free its places.
              RequestLimit.start(ctx, exchange);
              workers.execute(() -> route(exchange, ctx));
            })
        .onFailure(ctx::fail);
  }

  @Override
  protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext ctx) {
    PathParameters.keep(ctx, exchange);
    // The route is found; nobody behind it reads a header that its caller has not sent.
    if (HttpEdge.NO_BODY.equals(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      ctx.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    }
    exchange.setMessage(new EdgeMessage(exchange, ctx.request(), ctx.response()));
    return super.processHttpRequest(exchange, ctx);
  }

  /**
   * What Camel's consumer does where it cannot be called: the fields of a form are headers and the
   * body, its files are attachments, and a body of the length 0 is not null.
   */
  private void readBody(Message message, RoutingContext ctx) throws IOException {
    if (!ctx.request().isExpectMultipart()) {
      if (message.getBody() == null
          && ctx.request().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
        message.setBody(Buffer.buffer());
      }
      return;
    }
    HeaderFilterStrategy filter = getEndpoint().getHeaderFilterStrategy();
    MultiMap fields = ctx.request().formAttributes();
    Map<String, Object> body = new HashMap<>();
    for (String name : fields.names()) {
      for (String value : fields.getAll(name)) {
        if (!filter.applyFilterToExternalHeaders(name, value, message.getExchange())) {
          CollectionHelper.appendEntry(message.getHeaders(), name, value);
          CollectionHelper.appendEntry(body, name, value);
        }
      }
    }
    if (!body.isEmpty() && getEndpoint().isPopulateBodyWithForm()) {
      message.setBody(body);
    }
    if (ctx.request().getHeader(HttpHeaders.CONTENT_TYPE).startsWith("multipart/")) {
      populateAttachments(Uploads.store(ctx, message.getExchange()), message);
    }
  }

  @Override
  protected Future<Void> populateCamelMessage(
      RoutingContext ctx, Exchange exchange, Message message) {
    if (!(message instanceof EdgeMessage edge) || edge.hasHeaders() || !canWait(ctx.request())) {
      return super.populateCamelMessage(ctx, exchange, message);
    }
    edge.readHeadersLater(
        headers -> {
          Message camels = new HttpMessage(exchange, ctx.request(), ctx.response());
          super.populateCamelMessage(ctx, exchange, camels);
          headers.putAll(camels.getHeaders());
        });
    edge.setBody(ctx.body().buffer());
    return Future.succeededFuture();
  }

  /**
   * Not where Camel's own way is needed: it refuses a query that cannot be decoded, and handles
   * forms, streams, proxies and bodies that nobody reads.
   */
  private boolean canWait(HttpServerRequest request) {
    return request.query() == null
        // A decoder of queries takes what follows it for one, too.
        && request.uri().indexOf('#') < 0
        && getEndpoint().isUseBodyHandler()
        && !getEndpoint().isUseStreaming()
        && !getEndpoint().isHttpProxy()
        && !request.isExpectMultipart();
  }

  private void route(Exchange exchange, RoutingContext ctx) {
    try {
      createUoW(exchange);
      readBody(exchange.getMessage(), ctx);
    } catch (Exception e) {
      exchange.setException(e);
    }
    getAsyncProcessor().process(exchange, sync -> answer(exchange, ctx));
  }

  private void answer(Exchange exchange, RoutingContext ctx) {
    try {
      Message message = exchange.getMessage();
      Object body = message.getBody();
      int status = HttpUtil.determineResponseCode(exchange, body);
      byte[] bytes = body == null ? new byte[0] : message.getMandatoryBody(byte[].class);
      Object tenant = exchange.getVariable("tenant");
      if (ctx.response().ended()) {
        return;
      }
      if (!unread.take(tenant, bytes.length)) {
        overloaded.handle(ctx);
        return;
      }
      try {
        writeHead(status, exchange, ctx);
        ctx.response()
            .end(Buffer.buffer(bytes))
            .onComplete(end -> unread.written(tenant, bytes.length));
      } catch (RuntimeException e) {
        unread.written(tenant, bytes.length);
        throw e;
      }
    } catch (Exception e) {
      getExceptionHandler().handleException("An answer cannot be written", exchange, e);
      ctx.fail(e);
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  private void writeHead(int status, Exchange exchange, RoutingContext ctx) {
    Message message = exchange.getMessage();
    HttpServerResponse response = ctx.response();
    response.setStatusCode(status);
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!ctx.pathParams().containsKey(name)) {
                write(name, value, exchange, response);
              }
            });
    // Camel's filter holds it back, since most often it is that of the request.
    String type = MessageHelper.getContentType(message);
    if (type != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    }
  }

  private void write(String name, Object value, Exchange exchange, HttpServerResponse response) {
    HttpUtil.applyHeader(
        getEndpoint().getHeaderFilterStrategy(),
        exchange,
        ObjectHelper.createIterator(value, null, true),
        exchange.getContext().getTypeConverter(),
        name,
        (values, first) -> {
          if (values != null) {
            response.putHeader(name, values);
          } else if (first != null) {
            response.putHeader(name, first);
          }
        });
  }
}
