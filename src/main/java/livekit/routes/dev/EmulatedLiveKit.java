package livekit.routes.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * A LiveKit to develop and test with: RoomService over Twirp with JSON, and {@code /rtc/validate},
 * on a port of 127.0.0.1 and on threads of its own (on our own port it would starve itself: the
 * gateway waits for it on the very threads that it would need).
 *
 * <p>It checks the token and hands each call to the route {@value EmulatedTwirp#ROUTE} of the
 * context that {@link #answerFrom} named last; until then a call is Twirp's {@code unavailable}.
 * What it holds of a context is one ProducerTemplate, so contexts may be swapped while it serves.
 *
 * <p>Limits: {@value #THREADS} calls at once, others wait; 4 MiB a request; protobuf for ListRooms
 * alone; no media, so that nobody joins by itself.
 */
public final class EmulatedLiveKit implements AutoCloseable {
  private static final int THREADS = 128;
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads;
  private final EmulatedTwirp twirp = new EmulatedTwirp();
  private final EmulatedTokens tokens;

  private EmulatedLiveKit(HttpServer server, EmulatedTokens tokens) {
    this.server = server;
    this.tokens = tokens;
    this.threads = threads();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Opens the port and serves.
   *
   * @param port 0 for any free one
   * @param apiSecret of any length, as LiveKit takes it
   * @throws IOException when the port cannot be had
   */
  public static EmulatedLiveKit start(int port, String apiKey, String apiSecret)
      throws IOException {
    // The JDK writes head and body apart: without this each answer waits 40 ms for the client's
    // delayed ACK. It is read once, when the first server of the process is made.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    EmulatedTokens tokens = new EmulatedTokens(apiKey, apiSecret, Clock.systemUTC());
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    EmulatedLiveKit emulator = new EmulatedLiveKit(server, tokens);
    server.start();
    return emulator;
  }

  /** From now on, calls go to the route of this context. */
  public void answerFrom(CamelContext context) {
    twirp.answerFrom(context);
  }

  /** Where it is: what {@code LIVEKIT_URL} would be. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Closes the port and the connections; calls under way get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    twirp.close();
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      answer(http).send(http);
    }
  }

  private HttpAnswer answer(HttpExchange http) throws IOException {
    try {
      HttpCall call = HttpCall.read(http);
      EmulatedGrants grants = tokens.grants(call.authorization(), call.query("access_token"));
      if (EmulatedTwirp.serves(call.path())) {
        return twirp.answer(call, grants);
      }
      return switch (call.path()) {
        case "/" -> HttpAnswer.text(200, "OK");
        case "/rtc/validate" -> EmulatedJoin.validate(grants);
        default -> throw new PlainError(404, "404 page not found");
      };
    } catch (PlainError e) {
      return HttpAnswer.text(e.status(), e.getMessage());
    }
  }

  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "emulated-livekit-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
