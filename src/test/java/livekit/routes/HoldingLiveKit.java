package livekit.routes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A LiveKit that lets every call of a request wait until it is released, and then has no room of
 * any name.
 */
final class HoldingLiveKit implements AutoCloseable {
  /** The secret of the one tenant, acme. */
  static final String TENANT_SECRET = "secret-of-the-tenant-acme";

  private static final String API_SECRET = "holding-secret-of-at-least-32-bytes";

  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  HoldingLiveKit() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Settings of a gateway whose LiveKit this is, and more. */
  Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("LIVEKIT_URL", "ws://127.0.0.1:" + server.getAddress().getPort());
    settings.put("LIVEKIT_API_KEY", "holding-key");
    settings.put("LIVEKIT_API_SECRET", API_SECRET);
    settings.put("AUTH_API_SECRET", TENANT_SECRET);
    settings.put("AUTH_API_SECRET_ID", "acme");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Whether it has been called. */
  boolean isCalled() {
    return called.getCount() == 0;
  }

  /** Answers what waits, and every further call at once. */
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }

  /** The call that a gateway makes by itself: lookups are in protobuf. */
  private static boolean asksForTheKey(HttpExchange http) {
    return http.getRequestURI().getPath().endsWith("/ListRooms")
        && "application/json".equals(http.getRequestHeaders().getFirst("Content-Type"));
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      byte[] body = http.getRequestBody().readAllBytes();
      if (asksForTheKey(http)) {
        http.sendResponseHeaders(200, 2);
        http.getResponseBody().write(new byte[] {'{', '}'});
        return;
      }
      called.countDown();
      released.await();
      // CreateRoom answers with the room that it was asked for, ListRooms with none.
      boolean create = http.getRequestURI().getPath().endsWith("/CreateRoom");
      byte[] answer = create ? body : new byte[0];
      http.getResponseHeaders()
          .set("Content-Type", create ? "application/json" : "application/protobuf");
      http.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      http.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
