package livekit.routes.twirp;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the HTTP client of a camel-http endpoint one that LiveKit may be called with: {@code
 * httpClientConfigurer=#livekitHttpClient}. Each call ends within a bound, with an answer that was
 * read whole or with one of these, unwrapped in Camel's {@code onException}:
 *
 * <table>
 * <caption>How a call ends without an answer</caption>
 * <tr><th>what happened</th><th>exception</th></tr>
 * <tr><td>the connection ended, in writing or reading, before a byte of the answer</td>
 *     <td>{@link ConnectionEndedException}: may be sent once more</td></tr>
 * <tr><td>unknown host, refused, no route, TLS fails or ends in its handshake</td>
 *     <td>{@link LiveKitUnreachableException}</td></tr>
 * <tr><td>no connection of the pool in time, connect timeout, response timeout, the whole call's
 *     bound</td><td>{@link LiveKitTimeoutException}</td></tr>
 * <tr><td>ended or reset after a byte, not HTTP, body too long, Content-Encoding</td>
 *     <td>{@link LiveKitFailedException}</td></tr>
 * </table>
 *
 * <p>Every HTTP status is an answer: it keeps its status and its body, which is never null (a bare
 * JSON {@code null} becomes an empty one), and no header. The bound of a call is the connect
 * timeout plus the response timeout, counted from the wait for a connection to the last byte. Only
 * the lookup of a host name cannot be cut short: the call then ends as soon as the lookup does. A
 * connection goes back to the pool only after a whole answer.
 *
 * <p>Two limits of HTTP/1.1 and of its library stay: the head of an answer is bounded in time, not
 * in size, and a body with neither a length nor chunks ends where its connection ends (RFC 9112
 * section 6.3), so a cut one looks whole.
 *
 * <p>It sets what it relies on itself, over the options of endpoint and component: the timeouts,
 * and no cookies, redirects, retries, encodings, or kept credentials of the HTTP client's own.
 *
 * <p>One instance may serve many endpoints, and a new set of routes while the old one stops; close
 * it when the last of them has stopped.
 */
public final class LiveKitHttpClientConfigurer implements HttpClientConfigurer, AutoCloseable {
  /** The longest answer, in bytes: a list with one room is far below it. */
  public static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private final Duration connectTimeout;
  private final Duration responseTimeout;
  private final CallTimer timer;
  private final BoundedCall boundedCall;

  /**
   * @param connectTimeout for a connection: until one of the pool is free, and for a new one until
   *     it stands
   * @param responseTimeout until the next bytes of an answer
   * @param maxAnswerBytes the longest body of an answer
   */
  public LiveKitHttpClientConfigurer(
      Duration connectTimeout, Duration responseTimeout, int maxAnswerBytes) {
    this.connectTimeout = connectTimeout;
    this.responseTimeout = responseTimeout;
    timer = new CallTimer(connectTimeout.plus(responseTimeout));
    boundedCall = new BoundedCall(timer, new AnswerReader(maxAnswerBytes));
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .setDefaultRequestConfig(requestConfig())
        .setRequestExecutor(new AnswerWatchingExecutor())
        .addExecInterceptorFirst("livekit-bounded-call", boundedCall)
        .disableCookieManagement()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableAuthCaching();
  }

  // The client's own place for it is the connection manager, which belongs to Camel.
  @SuppressWarnings("deprecation")
  private RequestConfig requestConfig() {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(connectTimeout))
        .setConnectTimeout(Timeout.of(connectTimeout))
        .setResponseTimeout(Timeout.of(responseTimeout))
        .build();
  }

  /** Stops the timer: calls under way stay bounded, no further call can be made. */
  @Override
  public void close() {
    timer.close();
  }
}
