package livekit.routes.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent that is to be in a room: LiveKit's RoomAgentDispatch, and the same members of
 * CreateAgentDispatchRequest.
 */
record EmulatedAgent(
    String agentName,
    String metadata,
    String deployment,
    String restartPolicy,
    Map<String, String> attributes) {

  /** What a room that is made without agents gets: the agent without a name. */
  static final EmulatedAgent UNNAMED = new EmulatedAgent("", "", "", "", Map.of());

  static EmulatedAgent read(JsonNode json) {
    return new EmulatedAgent(
        RoomRequest.text(RoomRequest.member(json, "agent_name", "agentName")),
        RoomRequest.text(RoomRequest.member(json, "metadata", "metadata")),
        RoomRequest.text(RoomRequest.member(json, "deployment", "deployment")),
        RoomRequest.text(RoomRequest.member(json, "restart_policy", "restartPolicy")),
        attributes(RoomRequest.member(json, "attributes", "attributes")));
  }

  /** The dispatch as LiveKit writes it: every member, also with its default. */
  Map<String, Object> toJson(String id, String room, long createdAt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("agent_name", agentName);
    json.put("room", room);
    json.put("metadata", metadata);
    json.put(
        "state",
        Map.of(
            "jobs",
            List.of(),
            "created_at",
            Long.toString(createdAt * 1_000_000),
            "deleted_at",
            "0"));
    json.put("restart_policy", restartPolicy.isEmpty() ? "JRP_ON_FAILURE" : restartPolicy);
    json.put("deployment", deployment);
    json.put("attributes", attributes);
    return json;
  }

  private static Map<String, String> attributes(JsonNode object) {
    if (!object.isMissingNode() && !object.isObject()) {
      throw RoomRequest.malformed();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    object
        .properties()
        .forEach(each -> attributes.put(each.getKey(), RoomRequest.text(each.getValue())));
    return attributes;
  }
}
