package livekit.routes.call;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import livekit.routes.api.Refusal;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Sends a request and reads the head of its answer, and tells a connection that ended without a
 * word from one that ended in the middle of an answer: only the connection counts what it received.
 *
 * <p>The counter counts bytes as they are read, not whole lines; over TLS it counts what was
 * deciphered, so that session tickets are not an answer. An informational answer (1xx) is one.
 */
final class AnswerWatchingExecutor extends HttpRequestExecutor {
  private final Callee callee;

  /**
   * @param callee whom the requests are for
   */
  AnswerWatchingExecutor(Callee callee) {
    this.callee = callee;
  }

  /**
   * @throws ConnectionEndedException when the connection ended, in writing or in reading, and
   *     nothing of an answer was read
   * @throws Refusal as BROKEN_OFF, when something was read, and it broke off or was no HTTP
   * @throws IOException anything else that came before a byte, a timeout above all
   */
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback onInformation,
      HttpContext context)
      throws IOException, HttpException {
    // Taken now: a connection that has ended no longer makes them, and these go on counting.
    EndpointDetails details = connection.getEndpointDetails();
    long before = received(details);
    try {
      return super.execute(request, connection, onInformation, context);
    } catch (IOException e) {
      if (Causes.timedOut(e)) {
        throw e;
      }
      if (received(details) > before) {
        throw callee.refusal(CallFailure.BROKEN_OFF, "%s's answer broke off, or is not HTTP");
      }
      if (ended(e)) {
        throw new ConnectionEndedException(e);
      }
      throw e;
    }
  }

  /** None for a connection that was cut off before this call could begin. */
  private static long received(EndpointDetails details) {
    return details == null ? 0 : details.getReceivedBytesCount();
  }

  private static boolean ended(IOException e) {
    return e instanceof NoHttpResponseException
        || e instanceof ConnectionClosedException
        || e instanceof SocketException
        // How JSSE reports a socket that ends under TLS differs between releases of the JDK; an
        // SSLException without such a cause is a refusal of TLS's own, and not an end.
        || e instanceof SSLException
            && (Causes.anyIs(e, SocketException.class) || Causes.anyIs(e, EOFException.class));
  }
}
