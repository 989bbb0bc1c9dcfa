package livekit.routes.ownership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import livekit.routes.LiveKitAdmin;
import livekit.routes.ProtobufRooms;

/**
 * Stands between the gateways and a real LiveKit, hands on every call and every answer as it is,
 * and notes which owner each gateway was shown: so what a gateway knew is known for certain. A
 * history can have it hold a call or an answer up ({@link Hold}), so that things happen in between.
 *
 * <p>On request it does one thing that livekit-server 1.13.5 by itself does not: at CreateRoom it
 * overwrites the metadata of a room that exists, as a LiveKit of several nodes may. 1.13.5 leaves
 * the room as it is and answers with it.
 */
final class Witness implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  private final URI livekit;
  private final LiveKitAdmin rooms;
  private final HttpClient client;
  private final HttpServer server;
  private final Map<String, Queue<Shown>> shown = new ConcurrentHashMap<>();
  private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();
  private final Set<String> overwritten = ConcurrentHashMap.newKeySet();

  /** One call of a gateway. */
  private record Call(
      int gateway,
      String method,
      String room,
      String authorization,
      String type,
      Buffer body,
      String uri) {}

  /** An answer of LiveKit. */
  private record Answer(int status, Buffer body, String type) {}

  Witness(URI livekit, LiveKitAdmin rooms) {
    this.livekit = livekit;
    this.rooms = rooms;
    client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(128));
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            // A gateway that is killed is no news.
            .connectionHandler(connection -> connection.exceptionHandler(lost -> {}))
            .requestHandler(this::handle)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** What a gateway calls LiveKit. */
  String url(int gateway) {
    return "http://127.0.0.1:" + server.actualPort() + "/" + gateway;
  }

  /** Holds the next call up that the hold is about. */
  void hold(Hold hold) {
    holds.add(hold);
  }

  void forget(Hold hold) {
    holds.remove(hold);
    hold.release();
  }

  /** At the next CreateRoom, a room that exists is overwritten. */
  void overwriteNext(String room) {
    overwritten.add(room);
  }

  /** What was shown of a room; it is noted no longer. */
  List<Shown> take(String room) {
    overwritten.remove(room);
    Queue<Shown> taken = shown.remove(room);
    return taken == null ? List.of() : List.copyOf(taken);
  }

  @Override
  public void close() {
    holds.forEach(Hold::release);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .map(body -> call(request, body))
        .compose(
            call ->
                held(call, true)
                    .compose(done -> answer(call))
                    .onSuccess(answer -> note(call, answer))
                    .compose(answer -> held(call, false).map(answer)))
        .onSuccess(
            answer ->
                request
                    .response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", answer.type())
                    .end(answer.body()))
        .onFailure(lost -> request.connection().close());
  }

  private static Call call(HttpServerRequest request, Buffer body) {
    String uri = request.uri();
    int path = uri.indexOf('/', 1);
    String type = request.getHeader("Content-Type");
    JsonNode json =
        isProtobuf(type)
            ? JSON.valueToTree(Map.of("names", ProtobufRooms.names(body.getBytes())))
            : read(body);
    String room =
        json.path("name").asText(json.path("room").asText(json.path("names").path(0).asText()));
    return new Call(
        Integer.parseInt(uri.substring(1, path)),
        uri.substring(uri.lastIndexOf('/') + 1),
        room,
        request.getHeader("Authorization"),
        type,
        body,
        uri.substring(path));
  }

  private Future<Void> held(Call call, boolean before) {
    for (Hold hold : holds) {
      if (hold.isAbout(call.room(), call.gateway(), call.method(), before) && holds.remove(hold)) {
        return hold.reach();
      }
    }
    return Future.succeededFuture();
  }

  private Future<Answer> answer(Call call) {
    if (call.method().equals("CreateRoom") && overwritten.remove(call.room())) {
      return vertx
          .executeBlocking(() -> overwrite(call), false)
          .compose(
              room ->
                  room.isMissingNode()
                      ? send(call)
                      : Future.succeededFuture(
                          new Answer(200, Buffer.buffer(room.toString()), "application/json")));
    }
    return send(call);
  }

  private JsonNode overwrite(Call call) {
    if (!rooms.room(call.room()).isMissingNode()) {
      rooms.setMetadata(call.room(), read(call.body()).path("metadata").asText());
    }
    return rooms.room(call.room());
  }

  private Future<Answer> send(Call call) {
    return client
        .request(HttpMethod.POST, livekit.getPort(), livekit.getHost(), call.uri())
        .compose(
            request ->
                request
                    .putHeader("Authorization", call.authorization())
                    .putHeader("Content-Type", call.type())
                    .send(call.body()))
        .compose(
            answer ->
                answer
                    .body()
                    .map(
                        text ->
                            new Answer(
                                answer.statusCode(), text, answer.getHeader("Content-Type"))));
  }

  private void note(Call call, Answer answer) {
    JsonNode json =
        isProtobuf(answer.type())
            ? ProtobufRooms.json(answer.body().getBytes())
            : read(answer.body());
    JsonNode room = call.method().equals("ListRooms") ? json.path("rooms").path(0) : json;
    JsonNode owner = read(Buffer.buffer(room.path("metadata").asText())).path("auth_id");
    shown
        .computeIfAbsent(call.room(), name -> new ConcurrentLinkedQueue<>())
        .add(new Shown(call.room(), call.gateway(), System.nanoTime(), owner.asText("")));
  }

  private static boolean isProtobuf(String type) {
    return "application/protobuf".equals(type);
  }

  private static JsonNode read(Buffer json) {
    try {
      return JSON.readTree(json.getBytes());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
