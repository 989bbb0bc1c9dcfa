package livekit.routes.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Vert.x' decoder of requests, which also refuses what is not to be seen any more in a request that
 * was decoded: see {@link RequestHead}; a second Content-Length, which Netty leaves out in
 * HTTP/1.0; and a field without a name. After a request that cannot be decoded it decodes no other.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private RequestHead head = new RequestHead();
  private int lookedAt;
  private int lengths;
  private boolean inBody;
  private boolean broken;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!broken && !inBody && !readHead(in)) {
      broken = true;
      HttpMessage refused = createInvalidMessage();
      refused.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("a head with two meanings")));
      out.add(refused);
    }
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int start = in.readerIndex();
    super.decode(ctx, in, out);
    lookedAt -= in.readerIndex() - start;
    out.forEach(this::follow);
  }

  /** Looks at what has come since the last time; the decoder takes whole lines only. */
  private boolean readHead(ByteBuf in) {
    int start = in.readerIndex() + lookedAt;
    if (head.state() == RequestHead.State.OPEN) {
      int end = in.forEachByte(start, in.writerIndex() - start, head);
      lookedAt = (end < 0 ? in.writerIndex() : end + 1) - in.readerIndex();
    }
    return head.state() != RequestHead.State.AMBIGUOUS;
  }

  private void follow(Object decoded) {
    broken = broken || ((HttpObject) decoded).decoderResult().isFailure();
    if (decoded instanceof HttpRequest) {
      inBody = true;
    }
    if (decoded instanceof LastHttpContent) {
      inBody = false;
      head = new RequestHead();
      lookedAt = 0;
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    lengths = 0;
    // Vert.x takes any version, in any case.
    if (!initialLine[2].equals("HTTP/1.1") && !initialLine[2].equals("HTTP/1.0")) {
      throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
    }
    return super.createMessage(initialLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a field without a name");
    }
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name) && ++lengths > 1) {
      throw new IllegalArgumentException("more than one Content-Length");
    }
    return name;
  }
}
