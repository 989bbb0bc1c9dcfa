package livekit.routes.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.util.Iterator;

/**
 * A connection as {@link OpenConnections} sees it: what it has sent of a request that is not whole,
 * and what it has not read of its answers. Its event loop alone calls it.
 */
final class OpenConnection extends ChannelDuplexHandler {
  /** As many as Apache takes. Without a bound, 16 KiB of them become 230 KiB of objects. */
  private static final int MAX_HEADER_LINES = 100;

  /** Hardly a client sends a request before it has the answer to the last one. */
  private static final int MAX_REQUESTS = 16;

  /** How many bytes of objects a byte makes of a head that is not whole, at worst. */
  private static final int WEIGHT_IN_HEAD = 16;

  /** What a request weighs at most that waits for the answer to the one before it, in bytes. */
  private static final int WEIGHT_OF_WAITING = HttpEdge.MAX_BODY + 16 * 1024;

  private final OpenConnections all;
  private ChannelHandlerContext context;
  private boolean ended;
  private ByteBuf received;
  // Bytes that the decoder has made nothing of yet: part of a head, or of a chunk's.
  private long undecoded;
  private long decoded;
  private boolean inRequest;
  private int unanswered;
  private long since = System.nanoTime();
  private long unfinished;
  private long unread;
  private Object writing;
  private long written;
  private long progress;

  private OpenConnection(OpenConnections all) {
    this.all = all;
  }

  /**
   * Watches a connection. The names and the place of handlers in its pipeline are Vert.x's; no
   * connection works if they differ.
   */
  static OpenConnection watch(ChannelPipeline pipeline, OpenConnections all) {
    OpenConnection connection = new OpenConnection(all);
    ((ByteToMessageDecoder) pipeline.get("httpDecoder")).setCumulator(connection::receive);
    pipeline.addBefore("handler", "bounds", connection);
    return connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /** Sees bytes before they are a message, and keeps what holds those that the decoder leaves. */
  private ByteBuf receive(ByteBufAllocator allocator, ByteBuf before, ByteBuf more) {
    if (!isUnfinished()) {
      restart();
    }
    undecoded += more.readableBytes();
    keep(null);
    // The decoder does so only where nobody else holds the buffer.
    if (before.refCnt() == 1) {
      before.discardSomeReadBytes();
    }
    ByteBuf both = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more);
    keep(both.retain());
    return both;
  }

  /** Holds the buffer while the decoder reads it, so that the pool does not give it to others. */
  private void keep(ByteBuf buffer) {
    if (received != null) {
      received.release();
    }
    received = buffer;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (ended) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpObject) {
      long rest = received == null ? 0 : received.readableBytes();
      decoded += undecoded - rest;
      undecoded = rest;
      if (message instanceof HttpRequest request && !begin(request)) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof LastHttpContent) {
        inRequest = false;
        decoded = 0;
        restart();
      }
    }
    ctx.fireChannelRead(message);
  }

  private boolean begin(HttpRequest request) {
    if (unanswered == MAX_REQUESTS) {
      close();
      return false;
    }
    inRequest = true;
    unanswered++;
    if (hasTooManyLines(request.headers())) {
      request.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException()));
    }
    return true;
  }

  private static boolean hasTooManyLines(HttpHeaders headers) {
    Iterator<?> each = headers.iteratorCharSequence();
    for (int i = 0; i < MAX_HEADER_LINES && each.hasNext(); i++) {
      each.next();
    }
    return each.hasNext();
  }

  private void restart() {
    since = System.nanoTime();
    all.restarted(this);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    keep(null);
    all.changed(this);
    ctx.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message, promise);
    if (message instanceof LastHttpContent && !isInterim(message)) {
      unanswered--;
      restart();
      all.changed(this);
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    ChannelOutboundBuffer out = ctx.channel().unsafe().outboundBuffer();
    if (out != null && out.totalPendingWriteBytes() > 0) {
      all.unread(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    keep(null);
    end();
    ctx.fireChannelInactive();
  }

  /** Closes it at once. Vert.x would wait until everything is written. */
  void close() {
    end();
    context.close();
  }

  private void end() {
    if (!ended) {
      ended = true;
      all.ended(this);
    }
  }

  boolean hasEnded() {
    return ended;
  }

  /** Since when it waits for the rest of a request, or for the next one. */
  long since() {
    return since;
  }

  /** Whether it has another thing to wait for than the answer to one whole request. */
  boolean isWaiting() {
    return isUnfinished() || unanswered != 1;
  }

  /** Whether it has begun a request while it waits for no answer. */
  boolean isLate() {
    return isUnfinished() && unanswered <= (inRequest ? 1 : 0);
  }

  private boolean isUnfinished() {
    return inRequest || undecoded > 0;
  }

  /** By how many bytes {@link #unfinished} has changed since it was counted last. */
  long countUnfinished() {
    long before = unfinished;
    unfinished =
        decoded
            + WEIGHT_IN_HEAD * undecoded
            + (long) WEIGHT_OF_WAITING * Math.max(0, unanswered - 1);
    return unfinished - before;
  }

  /** The bytes that it holds of requests, when it was counted last. */
  long unfinished() {
    return unfinished;
  }

  /** By how many bytes {@link #unread} has changed since it was counted last. */
  long countUnread(long now) {
    long before = unread;
    ChannelOutboundBuffer out = context.channel().unsafe().outboundBuffer();
    unread = out == null ? 0 : out.totalPendingWriteBytes();
    Object current = out == null ? null : out.current();
    long currentWritten = out == null ? 0 : out.currentProgress();
    if (before == 0 || current != writing || currentWritten != written) {
      writing = current;
      written = currentWritten;
      progress = now;
    }
    return unread - before;
  }

  /** The bytes of its answers that were not written, when it was counted last. */
  long unread() {
    return unread;
  }

  /** For how many nanoseconds nothing was written to it. */
  long stalled(long now) {
    return now - progress;
  }
}
