package livekit.routes.tenant.service;

import java.time.Duration;
import livekit.routes.api.Refusal;
import livekit.routes.call.BoundedHttpClient;
import livekit.routes.call.CallBounds;
import livekit.routes.call.CallFailure;
import livekit.routes.call.Callee;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.tenant.AuthServiceUnreachableException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes the HTTP client of a camel-http endpoint one that the authentication service may be called
 * with: {@code httpClientConfigurer=#authServiceHttpClient}. It is a {@link BoundedHttpClient}
 * whose calls end without an answer in one of these:
 *
 * <table>
 * <caption>How a call ends without an answer</caption>
 * <tr><th>what happened</th><th>exception</th></tr>
 * <tr><td>the connection ended before a byte of the answer</td>
 *     <td>{@link ConnectionEndedException}</td></tr>
 * <tr><td>{@link CallFailure#UNREACHABLE}, {@link CallFailure#TIMED_OUT}, {@link
 *     CallFailure#BROKEN_OFF}</td><td>{@link AuthServiceUnreachableException}</td></tr>
 * <tr><td>{@link CallFailure#TOO_LARGE}, {@link CallFailure#UNREADABLE}</td><td>{@link AuthServiceFailedException}</td></tr>
 * </table>
 */
public final class AuthServiceHttpClientConfigurer implements HttpClientConfigurer, AutoCloseable {
  /** The longest answer, in bytes: it has one id in it, and what a service may add. */
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Who cannot be asked about soon is refused: anybody may send credentials that only the service
   * can judge, and would hold the threads of all callers while it hangs.
   */
  private static final Duration TURN = Duration.ofMillis(250);

  private final BoundedHttpClient client;

  /**
   * @param timeout the bound of a whole call, from the wait for a connection to the last byte
   */
  public AuthServiceHttpClientConfigurer(Duration timeout) {
    Duration connect = timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT;
    client =
        new BoundedHttpClient(
            new Callee("the authentication service", AuthServiceHttpClientConfigurer::refusal),
            new CallBounds(TURN, connect, timeout, timeout, MAX_ANSWER_BYTES));
  }

  private static Refusal refusal(CallFailure failure, String message) {
    return switch (failure) {
      case UNREACHABLE, TIMED_OUT, BROKEN_OFF -> new AuthServiceUnreachableException(message);
      case TOO_LARGE, UNREADABLE -> new AuthServiceFailedException(message);
    };
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    client.configureHttpClient(builder);
  }

  /** Calls under way stay bounded, no further call can be made. */
  @Override
  public void close() {
    client.close();
  }
}
