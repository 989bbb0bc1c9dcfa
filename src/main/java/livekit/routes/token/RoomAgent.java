package livekit.routes.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An agent that is to be in the room: LiveKit's RoomAgentDispatch (livekit_agent_dispatch.proto). A
 * member that is null is absent.
 *
 * @param agentName the name that the agent's workers registered with; absent is the unnamed agent
 * @param metadata any text, handed to the agent
 * @param deployment which deployment of the agent; absent is production
 * @param attributes keys and values, handed to the agent
 * @param restartPolicy {@code JRP_ON_FAILURE} or {@code JRP_NEVER}; LiveKit Cloud only
 */
public record RoomAgent(
    String agentName,
    String metadata,
    String deployment,
    Map<String, String> attributes,
    String restartPolicy) {

  /** Copies the attributes. */
  public RoomAgent {
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** The agent under the names of protojson, without what is empty: LiveKit's defaults are. */
  public Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    putText(claims, "agentName", agentName);
    putText(claims, "metadata", metadata);
    putText(claims, "deployment", deployment);
    if (!attributes.isEmpty()) {
      claims.put("attributes", attributes);
    }
    putText(claims, "restartPolicy", restartPolicy);
    return claims;
  }

  /** Whether it is the same agent for a room, whatever each is handed: its name and deployment. */
  boolean isSame(RoomAgent other) {
    return same(agentName, other.agentName) && same(deployment, other.deployment);
  }

  private static boolean same(String one, String other) {
    return Objects.requireNonNullElse(one, "").equals(Objects.requireNonNullElse(other, ""));
  }

  private static void putText(Map<String, Object> claims, String name, String text) {
    if (text != null && !text.isEmpty()) {
      claims.put(name, text);
    }
  }
}
