package livekit.routes.twirp;

import java.time.Duration;
import livekit.routes.api.Refusal;
import livekit.routes.call.BoundedHttpClient;
import livekit.routes.call.CallBounds;
import livekit.routes.call.CallFailure;
import livekit.routes.call.Callee;
import livekit.routes.call.ConnectionEndedException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes the HTTP client of a camel-http endpoint one that LiveKit may be called with: {@code
 * httpClientConfigurer=#livekitHttpClient}. It is a {@link BoundedHttpClient} whose calls end
 * without an answer in one of these:
 *
 * <table>
 * <caption>How a call ends without an answer</caption>
 * <tr><th>what happened</th><th>exception</th></tr>
 * <tr><td>the connection ended, in writing or reading, before a byte of the answer</td>
 *     <td>{@link ConnectionEndedException}: may be sent once more</td></tr>
 * <tr><td>{@link CallFailure#UNREACHABLE}</td><td>{@link LiveKitUnreachableException}</td></tr>
 * <tr><td>{@link CallFailure#TIMED_OUT}</td><td>{@link LiveKitTimeoutException}</td></tr>
 * <tr><td>{@link CallFailure#TOO_LARGE}, {@link CallFailure#BROKEN_OFF}, {@link
 *     CallFailure#UNREADABLE}</td>
 *     <td>{@link LiveKitFailedException}</td></tr>
 * </table>
 *
 * <p>An answer to a request in protobuf, which is ListRooms, is handed on as a stream: nobody but
 * its reader knows how much of it is kept.
 *
 * <p>The bound of a call is the connect timeout plus the response timeout, counted from the wait
 * for a connection to the last byte.
 */
public final class LiveKitHttpClientConfigurer implements HttpClientConfigurer, AutoCloseable {
  /** The longest answer that is read whole, in bytes. */
  public static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private final BoundedHttpClient client;

  /**
   * @param connectTimeout for a connection: until one of the pool is free, and for a new one until
   *     it stands
   * @param responseTimeout until the next bytes of an answer
   * @param maxAnswerBytes the longest body of an answer
   */
  public LiveKitHttpClientConfigurer(
      Duration connectTimeout, Duration responseTimeout, int maxAnswerBytes) {
    client =
        new BoundedHttpClient(
            new Callee("LiveKit", LiveKitHttpClientConfigurer::refusal),
            new CallBounds(
                connectTimeout,
                connectTimeout,
                responseTimeout,
                connectTimeout.plus(responseTimeout),
                maxAnswerBytes),
            SameMediaType::isProtobuf);
  }

  private static Refusal refusal(CallFailure failure, String message) {
    return switch (failure) {
      case UNREACHABLE -> new LiveKitUnreachableException(message);
      case TIMED_OUT -> new LiveKitTimeoutException(message);
      case TOO_LARGE, BROKEN_OFF, UNREADABLE -> new LiveKitFailedException(message);
    };
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    client.configureHttpClient(builder);
    builder.addExecInterceptorLast("same-media-type", new SameMediaType());
  }

  /** Calls under way stay bounded, no further call can be made. */
  @Override
  public void close() {
    client.close();
  }
}
