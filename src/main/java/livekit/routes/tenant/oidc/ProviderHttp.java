package livekit.routes.tenant.oidc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Reads a document of the provider: at most {@value #MAX_BYTES} bytes, within a time that bounds
 * the whole call, and from the very URL that was asked for, since a redirect would undo the rules
 * for URLs. Messages of failures are fixed texts of ours.
 */
final class ProviderHttp {
  static final int MAX_BYTES = 256 * 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  byte[] get(URI url, Duration within) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json").GET().build();
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, answer -> new BoundedBody());
    try {
      HttpResponse<byte[]> answer = call.get(within.toNanos(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() != 200) {
        throw new IOException("it answered with a status that is not 200");
      }
      return answer.body();
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new IOException("it did not answer in time");
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("the wait for it was interrupted");
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof TooLargeException) {
      return "its answer is larger than 256 KiB";
    }
    if (failure instanceof HttpTimeoutException) {
      return "it did not answer in time";
    }
    if (failure instanceof ConnectException) {
      return "there is no connection to it";
    }
    return failure instanceof SSLException ? "TLS with it fails" : "the connection to it broke";
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Gives up as soon as the body is too large, and the connection with it. */
  private static final class BoundedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + buffer.remaining() > MAX_BYTES) {
          subscription.cancel();
          result.completeExceptionally(new TooLargeException());
          return;
        }
        byte[] next = new byte[buffer.remaining()];
        buffer.get(next);
        bytes.writeBytes(next);
      }
    }

    @Override
    public void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      result.complete(bytes.toByteArray());
    }
  }
}
