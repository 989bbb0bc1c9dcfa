package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests that a process makes to itself. */
class WarmUpCallsTest {
  private final Queue<String> callers = new ConcurrentLinkedQueue<>();
  private volatile int status = 200;
  private HttpServer gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/livekit/token",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          callers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void areAsManyAsAreWantedOneInFourAnonymous() throws Exception {
    assertThat(calls(40, Integer.MAX_VALUE).make()).isEqualTo(40);

    assertThat(callers).hasSize(40).containsOnly("null", "Bearer secret");
    assertThat(callers).filteredOn("null"::equals).hasSize(10);
  }

  @Test
  void areFewerWhereTheTimeIsOver() throws Exception {
    assertThat(calls(1_000_000, 12).make()).isBetween(12, 16).isEqualTo(callers.size());
  }

  @Test
  void endAtTheFirstFailure() {
    status = 503;

    assertThatThrownBy(calls(1_000_000, Integer.MAX_VALUE)::make)
        .isInstanceOf(IOException.class)
        .hasMessage("a request was answered 503");
    assertThat(callers).hasSizeBetween(1, 4);
  }

  /** Calls that go on until the gateway has seen some. */
  private WarmUpCalls calls(int requests, int seen) {
    return new WarmUpCalls(
        gateway.getAddress().getPort(), "secret", requests, () -> callers.size() < seen);
  }
}
