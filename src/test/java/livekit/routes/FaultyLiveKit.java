package livekit.routes;

import static livekit.routes.twirp.Behaviour.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;

/**
 * A LiveKit that holds rooms, and misbehaves where a test says so: for a method and a room, and
 * only once each, so that the next request shows what the failure has left behind.
 */
final class FaultyLiveKit implements AutoCloseable {
  /** The tenants of {@link #settings}. */
  static final String ACME = "Bearer acme-secret";

  static final String GLOBEX = "Bearer globex-secret";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METHOD = Pattern.compile("POST \\S*/livekit\\.\\w+/(\\w+) ");

  private final BadServer server = new BadServer().otherwise(this::behave);
  private final Map<String, String> rooms = new ConcurrentHashMap<>();
  private final Map<String, Queue<String>> agents = new ConcurrentHashMap<>();
  private final Map<String, Queue<Behaviour>> faults = new ConcurrentHashMap<>();

  /** Settings of a gateway whose LiveKit this is. */
  Map<String, String> settings() {
    return Map.of(
        "LIVEKIT_URL", server.url(),
        "LIVEKIT_API_KEY", "faulty-key",
        "LIVEKIT_API_SECRET", "faulty-secret-of-at-least-32-bytes!",
        // Each lookup is a call of its own, so that a fault is that of one room.
        "LIVEKIT_LOOKUP_CALLS", "16",
        "LIVEKIT_LOOKUP_NAMES", "1",
        "AUTH_REQUIRED", "false",
        "AUTH_API_SECRETS_JSON",
            "[{\"id\":\"acme\",\"secret\":\"acme-secret\"},{\"id\":\"globex\",\"secret\":\"globex-secret\"}]");
  }

  /** Holds a room with this metadata from now on. */
  void has(String room, String metadata) {
    rooms.put(room, metadata);
  }

  /** The metadata of a room; null where there is none. */
  String metadata(String room) {
    return rooms.get(room);
  }

  /** The names of the agents that were started in a room, in order. */
  List<String> agents(String room) {
    return List.copyOf(agents.getOrDefault(room, new ConcurrentLinkedQueue<>()));
  }

  /** Does this with the next calls of a method for a room. */
  void will(String method, String room, Behaviour... next) {
    faults
        .computeIfAbsent(method + ' ' + room, key -> new ConcurrentLinkedQueue<>())
        .addAll(Arrays.asList(next));
  }

  /** Does this with the next calls, whatever they are. */
  void will(Behaviour... next) {
    server.will(next);
  }

  /** The methods that were called for a room, in order. */
  List<String> calls(String room) {
    return server.requests().stream()
        .filter(request -> room.equals(roomOf(request)))
        .map(FaultyLiveKit::methodOf)
        .toList();
  }

  /** The server that is called. */
  BadServer server() {
    return server;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to ListRooms with one room. */
  static byte[] list(String room, String metadata) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("rooms").add(named(room, metadata));
    return ProtobufRooms.list(body.toString());
  }

  /** What answers ListRooms with one room. */
  static Behaviour listed(String room, String metadata) {
    return ProtobufRooms.answer(list(room, metadata));
  }

  /** A room in an answer, as text. */
  static String room(String room, String metadata) {
    return named(room, metadata).toString();
  }

  private Behaviour behave(BadServer.Request request) {
    String room = roomOf(request);
    String method = methodOf(request);
    Queue<Behaviour> next = faults.get(method + ' ' + room);
    Behaviour fault = next == null ? null : next.poll();
    return fault == null ? asLiveKit(method, room, request) : fault;
  }

  private Behaviour asLiveKit(String method, String room, BadServer.Request request) {
    JsonNode body = read(request);
    switch (method) {
      case "ListRooms":
        ObjectNode list = JSON.createObjectNode();
        ArrayNode found = list.putArray("rooms");
        // No name means all of them.
        rooms.forEach(
            (name, metadata) -> {
              if (room.isEmpty() || room.equals(name)) {
                found.add(named(name, metadata));
              }
            });
        return isProtobuf(request)
            ? ProtobufRooms.answer(ProtobufRooms.list(list.toString()))
            : answer(200, list.toString());
      case "CreateRoom":
        rooms.put(room, body.path("metadata").asText());
        body.path("agents").forEach(agent -> start(room, agent));
        return answer(200, room(room, rooms.get(room)));
      case "ListDispatch":
        ObjectNode dispatches = JSON.createObjectNode();
        ArrayNode array = dispatches.putArray("agent_dispatches");
        agents(room).forEach(agent -> array.addObject().put("agent_name", agent));
        return answer(200, dispatches.toString());
      case "CreateDispatch":
        start(room, body);
        return answer(200, "{}");
      default:
        return rooms.replace(room, body.path("metadata").asText()) == null
            ? answer(404, "{\"code\":\"not_found\",\"msg\":\"room does not exist\"}")
            : answer(200, room(room, rooms.get(room)));
    }
  }

  private void start(String room, JsonNode agent) {
    agents
        .computeIfAbsent(room, key -> new ConcurrentLinkedQueue<>())
        .add(agent.path("agentName").asText());
  }

  private static ObjectNode named(String room, String metadata) {
    return JSON.createObjectNode().put("name", room).put("metadata", metadata);
  }

  private static String methodOf(BadServer.Request request) {
    Matcher matcher = METHOD.matcher(request.head());
    return matcher.find() ? matcher.group(1) : request.head();
  }

  private static String roomOf(BadServer.Request request) {
    JsonNode body = read(request);
    // The name in UpdateParticipant is a participant's.
    String name = body.path("room").asText(body.path("name").asText());
    return name.isEmpty() ? body.path("names").path(0).asText() : name;
  }

  private static boolean isProtobuf(BadServer.Request request) {
    return request.head().contains("application/protobuf");
  }

  private static JsonNode read(BadServer.Request request) {
    if (isProtobuf(request)) {
      return JSON.valueToTree(Map.of("names", ProtobufRooms.names(request.bytes())));
    }
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
