package livekit.routes.dev;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.room.RoomsProtobuf;

/**
 * A request of RoomService or AgentDispatchService: the members that the emulated methods have,
 * each with its default where the request does not have it. Durations are in seconds.
 *
 * <p>Read as protobuf's JSON mapping says: {@code snake_case} and {@code camelCase} names, a number
 * also as text, null as absent, unknown members ignored; text after the object is ignored, as
 * LiveKit's decoder does. Stricter in one point: an unknown member may not stand there twice.
 *
 * @param name CreateRoom: the room; UpdateParticipant: the participant's name
 * @param room the room, of every other method
 * @param names ListRooms: which rooms; empty means all
 * @param metadata the metadata, or an empty text
 * @param emptyTimeout how long an empty room lives, or 0
 * @param departureTimeout how long a room lives after everyone left, or 0
 * @param maxParticipants how many may be in the room, or 0
 * @param agents CreateRoom: the agents that start with the room
 * @param agent CreateDispatch: the agent that is to start
 * @param participant what it says of a participant
 */
public record RoomRequest(
    String name,
    String room,
    List<String> names,
    String metadata,
    long emptyTimeout,
    long departureTimeout,
    long maxParticipants,
    List<EmulatedAgent> agents,
    EmulatedAgent agent,
    ParticipantFields participant) {

  private static final BigDecimal UINT32_MAX = BigDecimal.valueOf(0xFFFF_FFFFL);
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  /** A request that is about no agent and no participant. */
  public RoomRequest(
      String name,
      String room,
      List<String> names,
      String metadata,
      long emptyTimeout,
      long departureTimeout,
      long maxParticipants) {
    this(
        name,
        room,
        names,
        metadata,
        emptyTimeout,
        departureTimeout,
        maxParticipants,
        List.of(),
        EmulatedAgent.UNNAMED,
        ParticipantFields.NONE);
  }

  /**
   * @throws TwirpException {@code malformed}, when it is not a JSON object or a member has another
   *     type
   */
  static RoomRequest read(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (!json.isObject()) {
        throw malformed();
      }
      return new RoomRequest(
          text(member(json, "name", "name")),
          text(member(json, "room", "room")),
          texts(member(json, "names", "names")),
          text(member(json, "metadata", "metadata")),
          uint32(member(json, "empty_timeout", "emptyTimeout")),
          uint32(member(json, "departure_timeout", "departureTimeout")),
          uint32(member(json, "max_participants", "maxParticipants")),
          agents(json.path("agents")),
          EmulatedAgent.read(json),
          ParticipantFields.read(json));
    } catch (IOException | ArithmeticException | NumberFormatException e) {
      throw malformed();
    }
  }

  /**
   * Reads ListRooms in protobuf.
   *
   * @throws TwirpException {@code malformed}
   */
  static RoomRequest readNames(byte[] body) {
    try {
      return new RoomRequest("", "", RoomsProtobuf.names(body), "", 0, 0, 0);
    } catch (IOException e) {
      throw new TwirpException("malformed: the protobuf request could not be decoded");
    }
  }

  private static List<EmulatedAgent> agents(JsonNode array) {
    if (!array.isMissingNode() && !array.isNull() && !array.isArray()) {
      throw malformed();
    }
    List<EmulatedAgent> agents = new ArrayList<>();
    for (JsonNode agent : array) {
      if (!agent.isObject()) {
        throw malformed();
      }
      agents.add(EmulatedAgent.read(agent));
    }
    return List.copyOf(agents);
  }

  static JsonNode member(JsonNode json, String snake, String camel) {
    if (!snake.equals(camel) && json.has(snake) && json.has(camel)) {
      throw malformed();
    }
    JsonNode value = json.has(camel) ? json.get(camel) : json.path(snake);
    return value.isNull() ? json.path("") : value;
  }

  static String text(JsonNode value) {
    if (value.isMissingNode()) {
      return "";
    }
    // Half of a surrogate pair has no UTF-8: LiveKit refuses it, and we could not write it back.
    if (!value.isTextual() || !StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
      throw malformed();
    }
    return value.textValue();
  }

  private static List<String> texts(JsonNode value) {
    if (!value.isMissingNode() && !value.isArray()) {
      throw malformed();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(text(element));
    }
    return List.copyOf(texts);
  }

  private static long uint32(JsonNode value) {
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isNumber() && !value.isTextual()) {
      throw malformed();
    }
    BigDecimal number = value.isNumber() ? value.decimalValue() : new BigDecimal(value.textValue());
    if (number.signum() < 0 || number.compareTo(UINT32_MAX) > 0) {
      throw malformed();
    }
    return number.longValueExact();
  }

  static TwirpException malformed() {
    return new TwirpException("malformed: the json request could not be decoded");
  }
}
