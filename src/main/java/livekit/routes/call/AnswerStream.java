package livekit.routes.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer that is read as it comes. Its end, or the call's bound, frees the
 * connection; {@link #close} before the end gives the connection up instead of reading the rest.
 *
 * <p>What fails is thrown as the callee's exception, never as an {@link IOException}.
 */
final class AnswerStream extends FilterInputStream {
  private final BoundedCall.UnderWay call;

  AnswerStream(InputStream body, BoundedCall.UnderWay call) {
    super(body);
    this.call = call;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) {
    try {
      int bytes = in.read(into, from, most);
      if (bytes < 0) {
        call.close();
      }
      return bytes;
    } catch (IOException e) {
      throw call.failedInTheAnswer(e);
    }
  }

  /** Skips by reading, so that the end and a failure are seen here. */
  @Override
  public long skip(long most) {
    byte[] skipped = new byte[(int) Math.min(most, 8192)];
    return most <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Not that of the body, which would read it to its end. */
  @Override
  public void close() {
    call.close();
  }
}
