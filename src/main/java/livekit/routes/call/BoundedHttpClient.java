package livekit.routes.call;

import java.util.function.Predicate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the HTTP client of a camel-http endpoint one whose calls end within bounds, with an answer
 * that was read whole, with {@link ConnectionEndedException}, or with the callee's exception for
 * one of {@link CallFailure}; Camel's {@code onException} sees each of them unwrapped.
 *
 * <p>Every HTTP status is an answer: it keeps its status and its body, which is never null (a bare
 * JSON {@code null} becomes an empty one), and no header. Only the lookup of a host name cannot be
 * cut short: the call then ends as soon as the lookup does. A connection goes back to the pool only
 * after a whole answer.
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
public final class BoundedHttpClient implements HttpClientConfigurer, AutoCloseable {
  private final CallBounds bounds;
  private final Callee callee;
  private final CallTimer timer;
  private final BoundedCall boundedCall;

  /**
   * Reads every answer whole.
   *
   * @param callee whom the endpoints call
   * @param bounds the limits of one call
   */
  public BoundedHttpClient(Callee callee, CallBounds bounds) {
    this(callee, bounds, request -> false);
  }

  /**
   * Hands on the body of some answers as a stream, which fails with the callee's exceptions, and
   * has to end within the bound of the whole call. Who reads it bounds its size and closes it; an
   * endpoint needs {@code disableStreamCache=true} for it, and its route {@code streamCache:
   * false}.
   *
   * @param callee whom the endpoints call
   * @param bounds the limits of one call
   * @param streamed which requests are to have a stream; any other status than 200 is read whole
   */
  public BoundedHttpClient(
      Callee callee, CallBounds bounds, Predicate<ClassicHttpRequest> streamed) {
    this.callee = callee;
    this.bounds = bounds;
    timer = new CallTimer(bounds.whole());
    boundedCall =
        new BoundedCall(callee, timer, new AnswerReader(callee, bounds.answerBytes()), streamed);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .setDefaultRequestConfig(requestConfig())
        .setRequestExecutor(new AnswerWatchingExecutor(callee))
        .addExecInterceptorFirst("bounded-call", boundedCall)
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
        .setConnectionRequestTimeout(Timeout.of(bounds.turn()))
        .setConnectTimeout(Timeout.of(bounds.connect()))
        .setResponseTimeout(Timeout.of(bounds.response()))
        .build();
  }

  /** Stops the timer: calls under way stay bounded, no further call can be made. */
  @Override
  public void close() {
    timer.close();
  }
}
