package livekit.routes.webhook;

import java.time.Duration;
import livekit.routes.call.BoundedHttpClient;
import livekit.routes.call.CallBounds;
import livekit.routes.call.Callee;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes the HTTP client of a camel-http endpoint one that events may be forwarded with: {@code
 * httpClientConfigurer=#forwardHttpClient}. It is a {@link BoundedHttpClient}; a call that ends
 * without an answer within 10 s is an {@link EventNotForwardedException}.
 */
public final class ForwardHttpClientConfigurer implements HttpClientConfigurer, AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Nobody reads the answer. */
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final BoundedHttpClient client =
      new BoundedHttpClient(
          new Callee(
              "WEBHOOK_FORWARD_URL", (failure, message) -> new EventNotForwardedException(message)),
          new CallBounds(CONNECT_TIMEOUT, CONNECT_TIMEOUT, TIMEOUT, TIMEOUT, MAX_ANSWER_BYTES));

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
