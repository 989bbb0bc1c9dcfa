package livekit.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A LiveKit that answers every ListRooms with one room of tenant acme, without agents, writes down
 * what it was sent, and adds headers that must not reach a caller.
 */
final class RecordingLiveKit implements AutoCloseable {
  /** One call. */
  record Call(String path, String query, Headers headers, String body) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  RecordingLiveKit() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  List<Call> calls() {
    return calls;
  }

  /** Settings of a gateway whose LiveKit this is. */
  Map<String, String> settings() {
    return Map.of(
        "LIVEKIT_URL", "ws://127.0.0.1:" + server.getAddress().getPort(),
        "LIVEKIT_PUBLIC_URL", "wss://livekit.example",
        "LIVEKIT_API_KEY", "recording-key",
        "LIVEKIT_API_SECRET", "recording-secret-of-at-least-32-bytes",
        "AUTH_API_SECRETS_JSON",
            "[{\"id\":\"acme\",\"secret\":\"acme-secret\"},{\"id\":\" \",\"secret\":\"blank-secret\"}]");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readAllBytes();
    Headers headers = new Headers();
    headers.putAll(http.getRequestHeaders());
    // The Kamelets speak JSON.
    boolean protobuf = "application/protobuf".equals(headers.getFirst("Content-Type"));
    String json =
        protobuf
            ? JSON.writeValueAsString(Map.of("names", ProtobufRooms.names(body)))
            : new String(body, StandardCharsets.UTF_8);
    calls.add(
        new Call(http.getRequestURI().getPath(), http.getRequestURI().getQuery(), headers, json));
    String room = json.replaceAll("(?s).*\\[\"(.*)\"\\].*", "$1");
    String rooms =
        "{\"rooms\":[{\"name\":\"" + room + "\",\"metadata\":\"{\\\"auth_id\\\":\\\"acme\\\"}\"}]}";
    String text =
        http.getRequestURI().getPath().endsWith("Dispatch") ? "{\"agent_dispatches\":[]}" : rooms;
    byte[] answer = protobuf ? ProtobufRooms.list(rooms) : text.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders()
        .add(
            "Content-Type",
            (protobuf ? "application/protobuf" : "application/json") + "; charset=utf-16");
    http.getResponseHeaders().add("X-LiveKit-Secret", "leak");
    http.getResponseHeaders().add("Set-Cookie", "session=leak");
    http.getResponseHeaders().add("CamelHttpResponseCode", "418");
    http.sendResponseHeaders(200, answer.length);
    http.getResponseBody().write(answer);
    http.close();
  }
}
