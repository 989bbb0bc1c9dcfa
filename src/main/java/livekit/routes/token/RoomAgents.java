package livekit.routes.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;

/**
 * Takes the agents out of the caller's {@code room_config}, and nothing else: everything else in a
 * RoomConfiguration (livekit_room.proto) is for the operator to decide, the metadata with the
 * room's owner most of all. Each agent is built anew from the members that we know.
 *
 * <p>Names are read in snake_case and camelCase, as protojson does. Members with the value that
 * protojson writes for "not set" are ignored, since some of LiveKit's SDKs write them all.
 */
public final class RoomAgents {
  /** The most agents of one request. LiveKit has no limit, and each of them costs money. */
  private static final int MAX_AGENTS = 8;

  private static final String AGENTS = "room_config.agents";

  /** The members of RoomConfiguration besides its agents, with both spellings. */
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "empty_timeout",
          "emptyTimeout",
          "departure_timeout",
          "departureTimeout",
          "max_participants",
          "maxParticipants",
          "metadata",
          "egress",
          "min_playout_delay",
          "minPlayoutDelay",
          "max_playout_delay",
          "maxPlayoutDelay",
          "sync_streams",
          "syncStreams",
          "tags");

  /**
   * The agents that the request asks for, each once: of two of one name and deployment the first.
   * An empty list when it asks for none.
   *
   * @throws FieldNotAllowedException when {@code room_config} sets anything else
   * @throws InvalidRequestException when a member has the wrong type, or there are more than 8
   */
  public List<RoomAgent> of(RoomConfigured request) {
    JsonNode config = request.roomConfig();
    if (config == null || config.isNull()) {
      return List.of();
    }
    if (!config.isObject()) {
      throw new InvalidRequestException("room_config must be an object");
    }
    for (Map.Entry<String, JsonNode> member : config.properties()) {
      String name = member.getKey();
      if (!name.equals("agents") && !(KNOWN.contains(name) && isUnset(member.getValue()))) {
        throw FieldNotAllowedException.ofMember("room_config", name);
      }
    }
    return agents(config.path("agents"));
  }

  private static List<RoomAgent> agents(JsonNode array) {
    if (array.isMissingNode() || array.isNull()) {
      return List.of();
    }
    if (!array.isArray()) {
      throw new InvalidRequestException(AGENTS + " must be an array");
    }
    if (array.size() > MAX_AGENTS) {
      throw new InvalidRequestException(AGENTS + " must have at most " + MAX_AGENTS + " entries");
    }
    List<RoomAgent> agents = new ArrayList<>();
    for (JsonNode each : array) {
      RoomAgent agent = RoomAgentReader.read(AGENTS, each);
      if (agents.stream().noneMatch(agent::isSame)) {
        agents.add(agent);
      }
    }
    return List.copyOf(agents);
  }

  private static boolean isUnset(JsonNode value) {
    return value.isNull()
        || value.isTextual() && value.textValue().isEmpty()
        || value.isNumber() && value.decimalValue().signum() == 0
        || value.isBoolean() && !value.booleanValue()
        || value.isContainerNode() && value.isEmpty();
  }
}
