package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import livekit.routes.twirp.CallingContext.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreachableTest {
  private static final byte[] LONG_HANDSHAKE_RECORD = {0x16, 0x03, 0x03, 0x40, 0x00};

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aPortWithoutAServerIsUnreachable() throws Exception {
    server.close();

    assertThat(call("http").failure())
        .isExactlyInstanceOf(LiveKitUnreachableException.class)
        .hasMessage("LiveKit's host does not take connections");
  }

  @Test
  void aNameThatIsNotKnownIsUnreachable() throws Exception {
    // A label longer than DNS has (RFC 1035 section 2.3.4): no resolver needs to be asked.
    try (CallingContext calls =
        CallingContext.patient("http://" + "x".repeat(64) + ".invalid", 1)) {
      assertThat(calls.call().failure())
          .isExactlyInstanceOf(LiveKitUnreachableException.class)
          .hasMessage("LiveKit's host name is not known");
    }
  }

  @Test
  void aServerWithoutTlsIsUnreachableOverTls() throws Exception {
    answer(
        socket -> {
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
          socket.getInputStream().readAllBytes();
        });

    assertThat(call("https").failure())
        .isExactlyInstanceOf(LiveKitUnreachableException.class)
        .hasMessage("LiveKit and this gateway do not agree on TLS");
  }

  @Test
  void aConnectionThatEndsInItsHandshakeIsUnreachable() throws Exception {
    answer(Socket::close);

    assertThat(call("https").failure()).isExactlyInstanceOf(LiveKitUnreachableException.class);
  }

  @Test
  void aHandshakeThatHangsIsATimeout() throws Exception {
    // The system accepts the connection, and nobody reads from it.
    assertTimeout(callHastily("https"));
  }

  @Test
  void aHandshakeThatDripsIsATimeout() throws Exception {
    answer(
        socket -> {
          socket.getOutputStream().write(LONG_HANDSHAKE_RECORD);
          while (true) {
            socket.getOutputStream().write(0);
            Thread.sleep(20);
          }
        });

    assertTimeout(callHastily("https"));
  }

  @Test
  void aConnectionThatDoesNotComeAboutIsATimeout() throws Exception {
    List<Socket> queue = new ArrayList<>();
    try {
      fill(queue);

      assertTimeout(callHastily("http"));
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  private static void assertTimeout(Outcome outcome) {
    assertThat(outcome.failure()).isExactlyInstanceOf(LiveKitTimeoutException.class);
    assertThat(outcome.took()).isLessThan(CallingContext.SOON);
  }

  /** Fills the queue of the server, which accepts nothing; the next connection then waits. */
  private void fill(List<Socket> queue) throws IOException {
    while (queue.size() < 50) {
      Socket socket = new Socket();
      queue.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IllegalStateException("the queue takes more than it should");
  }

  private void answer(Answer answer) {
    CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            answer.on(socket);
          } catch (IOException | InterruptedException e) {
            // The client has gone.
          }
        },
        task -> new Thread(task).start());
  }

  private Outcome call(String scheme) throws Exception {
    try (CallingContext calls = CallingContext.patient(url(scheme), 1)) {
      return calls.call();
    }
  }

  private Outcome callHastily(String scheme) throws Exception {
    try (CallingContext calls = CallingContext.hasty(url(scheme), null)) {
      return calls.call();
    }
  }

  private String url(String scheme) {
    return scheme + "://127.0.0.1:" + server.getLocalPort();
  }

  private interface Answer {
    void on(Socket socket) throws IOException, InterruptedException;
  }
}
