package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import livekit.routes.api.OpenConnections.Bounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OpenConnectionsTest {
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ";
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int ANSWER = 8 * 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private HttpServer server;

  @AfterEach
  void stop() throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET / HTTP/1.1\r\nHost: x\r\n",
        HEAD + "2\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\na: b\r\n",
        GET + "G"
      })
  void closesTheConnectionOfARequestThatDoesNotEnd(String text) throws IOException {
    listen(new Bounds(100, 1 << 20, 1 << 20, SHORT, LONG));
    assertCloses(connect(text));
  }

  @Test
  void closesTheConnectionOfARequestThatDrips() throws IOException {
    listen(new Bounds(100, 1 << 20, 1 << 20, SHORT, LONG));
    Socket socket = connect(HEAD + "1000\r\n\r\n");
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              socket.getOutputStream().write('x');
              assertThat(socket.getInputStream().available()).isZero();
              socket.setSoTimeout(1);
              assertThat(hasEnded(socket)).isTrue();
            });
  }

  @Test
  void waitsForTheNextRequestAndForAnAnswerAsLongAsItTakes() throws IOException {
    listen(new Bounds(100, 1 << 20, 1 << 20, SHORT, LONG));
    Socket idle = connect(GET);
    Socket silent = connect("");
    Socket answered = connect("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    assertAnswered(idle);
    assertCloses(connect("G"));
    assertAnswered(answered);
    write(idle, GET);
    assertAnswered(idle);
    write(silent, GET);
    assertAnswered(silent);
  }

  @Test
  void theOldestGivesWayWhereConnectionsRunOut() throws IOException {
    listen(new Bounds(3, 1 << 20, 1 << 20, LONG, LONG));
    Socket oldest = connect("");
    Socket next = connect(GET);
    assertAnswered(next);
    Socket served = connect(GET);
    assertAnswered(served);
    connect("");
    assertCloses(oldest);
    write(served, GET);
    assertAnswered(served);
    connect("");
    assertCloses(next);
  }

  @Test
  void theOldestGivesWayWhereBytesRunOut() throws IOException {
    listen(new Bounds(100, 12_000, 1 << 20, LONG, LONG));
    Socket oldest = connect(HEAD + "6000\r\n\r\n" + "x".repeat(4000));
    // By its answer the bytes before it have come.
    assertAnswered(connect(GET));
    Socket next = connect(HEAD + "6000\r\n\r\n" + "x".repeat(4000));
    write(oldest, "x");
    assertAnswered(connect(GET));
    Socket last = connect(HEAD + "6000\r\n\r\n" + "x".repeat(5999));
    assertCloses(oldest);
    write(last, "x");
    assertAnswered(last);
    write(next, "x".repeat(2000));
    assertAnswered(next);
  }

  @Test
  void aHeadThatIsNotWholeWeighsWhatItsObjectsDo() throws IOException {
    listen(new Bounds(100, 10_000, 1 << 20, LONG, LONG));
    Socket head = connect("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(200));
    assertCloses(head);
  }

  @Test
  void closesTheConnectionOfWhoeverReadsNothing() throws IOException {
    listen(new Bounds(100, 1 << 20, 1L << 30, SHORT, SHORT));
    Socket socket = connect("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    await().until(() -> connections() == 0);
    assertThat(readAll(socket)).isLessThan(ANSWER);
  }

  @Test
  void letsASlowReaderHaveItsAnswer() throws IOException {
    listen(new Bounds(100, 1 << 20, 1L << 30, SHORT, SHORT));
    Socket socket = connect("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    AtomicLong read = new AtomicLong();
    await()
        .pollInterval(SHORT.dividedBy(5))
        .until(
            () -> {
              int length = socket.getInputStream().readNBytes(ANSWER / 20).length;
              return read.addAndGet(length) > ANSWER || length == 0;
            });
    assertThat(read).hasValueGreaterThan(ANSWER);
  }

  @Test
  void theSlowestReaderGivesWayWhereBytesRunOut() throws IOException {
    listen(new Bounds(100, 1 << 20, 2 * ANSWER, LONG, LONG));
    for (int i = 0; i < 6; i++) {
      assertThat(connect("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").getInputStream().read())
          .isEqualTo('H');
    }
    assertAnswered(connect(GET));
    await().until(() -> connections() < 7);
    assertThat(readAll(sockets.get(0))).isLessThan(ANSWER);
  }

  @Test
  void closesTheConnectionOfWhoeverPilesUpRequests() throws IOException {
    listen(new Bounds(100, 1 << 21, 1 << 20, LONG, LONG));
    String late = "GET /late HTTP/1.1\r\nHost: x\r\n\r\n";
    assertCloses(connect(late.repeat(17)));
    assertAnswered(connect(late.repeat(16)));
  }

  private int connections() {
    return open.get();
  }

  private void listen(Bounds bounds) {
    OpenConnections connections = new OpenConnections(bounds);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(
                opened -> {
                  open.incrementAndGet();
                  opened.closeHandler(closed -> open.decrementAndGet());
                  connections.opened(((ConnectionBase) opened).channel());
                })
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void answer(HttpServerRequest request) {
    if (request.path().equals("/late")) {
      vertx.setTimer(3 * SHORT.toMillis(), late -> request.response().end("answer"));
    } else if (request.path().equals("/large")) {
      request.response().end(Buffer.buffer(new byte[ANSWER]));
    } else {
      request.endHandler(end -> request.response().end("answer"));
    }
  }

  private Socket connect(String text) throws IOException {
    Socket socket = new Socket();
    // A small buffer, so that what is not read stays with the server.
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    socket.setSoTimeout(10_000);
    sockets.add(socket);
    write(socket, text);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertAnswered(Socket socket) throws IOException {
    String expected = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nanswer";
    byte[] answer = socket.getInputStream().readNBytes(expected.length());
    assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(expected);
  }

  private static void assertCloses(Socket socket) throws IOException {
    assertThat(hasEnded(socket)).isTrue();
  }

  /** Whether nothing comes any more, be it with an end or a reset; answers before it are read. */
  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      readAll(socket);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static long readAll(Socket socket) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long all = 0;
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        all += n;
      }
    } catch (SocketException reset) {
      // So it has ended.
    }
    return all;
  }
}
