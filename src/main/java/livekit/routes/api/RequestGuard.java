package livekit.routes.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection at the first request that cannot be read in one way only: the answers to those
 * before it are written, then a problem, and nothing behind it is served. A fault within a body
 * whose request has its answer already closes the connection without another one.
 *
 * <p>Vert.x has no API for this; {@link #on} relies on the names of its Netty handlers.
 */
final class RequestGuard extends ChannelDuplexHandler {
  /** How long the caller has for the answer; a reset because it still sends would take that. */
  private static final int LINGER_SECONDS = 1;

  private final EdgeProblems problems;
  private long requests;
  private long begun;
  private long answered;
  private HttpMethod method;
  private Problem refusal;
  // Of the one that is refused, counted from 1.
  private long refused;

  private RequestGuard(EdgeProblems problems) {
    this.problems = problems;
  }

  /**
   * What a server has to do with each connection, before anything of it is read.
   *
   * @param options those of the server, without TLS and HTTP/2
   * @param others adds handlers that see a request before it may be refused, and its answer
   */
  static Handler<HttpConnection> on(
      HttpServerOptions options, EdgeProblems problems, Handler<HttpConnection> others) {
    return connection -> {
      try {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(options));
        others.handle(connection);
        pipeline.addBefore("handler", "requestGuard", new RequestGuard(problems));
      } catch (RuntimeException e) {
        connection.close();
        throw e;
      }
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refusal == null && message instanceof HttpObject http) {
      check(ctx, http);
    }
    if (refusal == null) {
      ctx.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void check(ChannelHandlerContext ctx, HttpObject message) {
    Throwable fault = message.decoderResult().cause();
    if (message instanceof HttpRequest request) {
      requests++;
      method = request.method();
      if (fault != null || !RequestRules.hasOneMeaning(request)) {
        refuse(ctx, EdgeProblems.unreadable(fault));
      }
    } else if (fault != null) {
      refuse(ctx, EdgeProblems.unreadable(null));
    }
  }

  private void refuse(ChannelHandlerContext ctx, Problem problem) {
    refusal = problem;
    refused = requests;
    ctx.channel().config().setAutoRead(false);
    answerInTurn(ctx);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean interim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof HttpResponse && !interim) {
      begun++;
    }
    if (refusal != null && message instanceof HttpObject && (begun >= refused || interim)) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    ctx.write(message, promise);
    if (message instanceof LastHttpContent && !interim) {
      answered++;
      if (refusal != null) {
        answerInTurn(ctx);
      }
    }
  }

  private void answerInTurn(ChannelHandlerContext ctx) {
    if (begun >= refused) {
      // The answer may not be flushed yet.
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> linger(ctx.channel()));
    } else if (answered == refused - 1) {
      begun++;
      ctx.writeAndFlush(answer()).addListener(written -> linger(ctx.channel()));
    }
  }

  private FullHttpResponse answer() {
    byte[] json = problems.json(refusal);
    ByteBuf body =
        HttpMethod.HEAD.equals(method) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(json);
    HttpResponseStatus status = HttpResponseStatus.valueOf(refusal.status());
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    answer
        .headers()
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, json.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return answer;
  }

  /** RFC 9112, section 9.6. */
  private static void linger(Channel channel) {
    if (channel instanceof DuplexChannel duplex && !duplex.isOutputShutdown()) {
      duplex.shutdownOutput();
    }
    channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }
}
