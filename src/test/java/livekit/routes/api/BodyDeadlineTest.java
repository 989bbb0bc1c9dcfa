package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BodyDeadlineTest {
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n";
  private static final int MILLIS = 200;

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void listen() {
    Router router = Router.router(vertx);
    router.route().handler(new BodyDeadline(MILLIS, BodyHandler.create(false)));
    router.route().handler(BodyDeadline::met);
    // Answers long after the deadline of a body that came in time.
    router.route().handler(ctx -> vertx.setTimer(3 * MILLIS, late -> ctx.end("answer")));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void closesTheConnectionOfABodyThatDoesNotCome() throws IOException {
    assertThat(answerTo(HEAD + "x")).isEmpty();
  }

  @Test
  void leavesARequestAloneWhoseBodyCameInTime() throws IOException {
    assertThat(answerTo(HEAD + "xy")).startsWith("HTTP/1.1 200 OK");
  }

  private String answerTo(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
      return new String(start, StandardCharsets.US_ASCII);
    }
  }
}
