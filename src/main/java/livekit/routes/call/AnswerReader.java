package livekit.routes.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import livekit.routes.api.Refusal;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * Reads an answer whole, within a limit, or hands on its body as it comes. Leaves the status and
 * the body of it.
 *
 * <p>None of its headers and no reason phrase is kept: nothing of another service may come back to
 * a caller, and Camel would take the charset of a {@code Content-Type} over. JSON is in UTF-8 (RFC
 * 8259, section 8.1; Twirp wire protocol, version 7). The HTTP client has looked at {@code
 * Connection} and {@code Keep-Alive} before this. A body that is a bare {@code null} says nothing:
 * it is left empty, where it is read whole.
 */
final class AnswerReader {
  private final Callee callee;
  private final int maxBytes;

  /**
   * @param callee whose answers are read
   * @param maxBytes the longest body that is taken
   */
  AnswerReader(Callee callee, int maxBytes) {
    this.callee = callee;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads the answer to its end, which returns its connection to the pool.
   *
   * @throws Refusal as TOO_LARGE, when the body is longer than the limit, or UNREADABLE, when it is
   *     encoded
   * @throws IOException when the connection fails on the way
   */
  ClassicHttpResponse read(ClassicHttpResponse answer) throws IOException {
    refuseEncoded(answer);
    ClassicHttpResponse whole = new BasicClassicHttpResponse(answer.getCode());
    whole.setEntity(new ByteArrayEntity(body(answer.getEntity()), null));
    return whole;
  }

  /**
   * The answer with its body still to come. The limit does not hold for it: who reads it keeps one.
   *
   * @throws Refusal as UNREADABLE, when the body is encoded
   * @throws IOException when the connection fails
   */
  ClassicHttpResponse open(ClassicHttpResponse answer, BoundedCall.UnderWay call)
      throws IOException {
    refuseEncoded(answer);
    ClassicHttpResponse open = new BasicClassicHttpResponse(answer.getCode());
    HttpEntity body = answer.getEntity();
    InputStream content = body == null ? InputStream.nullInputStream() : body.getContent();
    open.setEntity(new InputStreamEntity(new AnswerStream(content, call), null));
    return open;
  }

  private void refuseEncoded(ClassicHttpResponse answer) {
    for (Header encoding : answer.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
      // We ask for none, and a small gzip may hold any amount of bytes.
      if (!encoding.getValue().isBlank() && !encoding.getValue().equalsIgnoreCase("identity")) {
        throw callee.refusal(
            CallFailure.UNREADABLE, "%s's answer is encoded, which was not asked for");
      }
    }
  }

  private byte[] body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    if (entity.getContentLength() > maxBytes) {
      throw tooLong();
    }
    // Not closed: to close it is to read the rest. Its end frees the connection by itself.
    InputStream content = entity.getContent();
    byte[] body = content.readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw tooLong();
    }
    return isNull(body) ? new byte[0] : body;
  }

  /** Whether it is a bare {@code null}, which JsonPath fails at with an exception of Java's. */
  private static boolean isNull(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).strip().equals("null");
  }

  private Refusal tooLong() {
    return callee.refusal(CallFailure.TOO_LARGE, "%s's answer is longer than the limit");
  }
}
