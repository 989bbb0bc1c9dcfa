package livekit.routes.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import livekit.routes.room.RoomRef;
import livekit.routes.twirp.LiveKitFailedException;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/**
 * Makes the bodies of our calls to LiveKit's AgentDispatchService, as JSON text, and reads what it
 * answers. A dispatch is LiveKit's record that an agent is to be in a room; it stays until the room
 * ends, whatever becomes of the agent.
 *
 * @see <a href="https://docs.livekit.io/agents/server/agent-dispatch/">Agent dispatch</a>
 */
public final class AgentDispatches {
  private final ObjectMapper json;

  /**
   * @param json the mapper that agents are written with
   */
  public AgentDispatches(ObjectMapper json) {
    this.json = json;
  }

  /** Whether the request asks for agents. */
  public boolean areAsked(@Variable("agents") List<RoomAgent> agents) {
    return !agents.isEmpty();
  }

  /** ListDispatch of the room. */
  public String find(@Variable("request") RoomRef room) {
    return json.createObjectNode().put("room", room.roomName()).toString();
  }

  /** For a room where nothing is to be started. */
  public List<RoomAgent> none() {
    return List.of();
  }

  /**
   * Which of the agents the room does not have.
   *
   * @param dispatches what the answer of ListDispatch holds as {@code agent_dispatches}, of
   *     whatever type
   * @throws LiveKitFailedException it is no list of dispatches
   */
  public List<RoomAgent> missing(
      @Body Object dispatches, @Variable("agents") List<RoomAgent> agents) {
    if (dispatches instanceof List<?> list) {
      List<RoomAgent> there = list.stream().map(AgentDispatches::dispatched).toList();
      return agents.stream().filter(agent -> there.stream().noneMatch(agent::isSame)).toList();
    }
    throw unreadable();
  }

  /** CreateDispatch of one of the agents. */
  public String create(
      @Variable("request") RoomRef room,
      @Variable("missingAgents") List<RoomAgent> agents,
      @ExchangeProperty("CamelLoopIndex") int index) {
    ObjectNode body = json.createObjectNode().put("room", room.roomName());
    body.setAll(json.<ObjectNode>valueToTree(agents.get(index).claims()));
    return body.toString();
  }

  private static RoomAgent dispatched(Object dispatch) {
    if (dispatch instanceof Map<?, ?> members) {
      return new RoomAgent(
          text(members.get("agent_name")), null, text(members.get("deployment")), null, null);
    }
    throw unreadable();
  }

  private static String text(Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw unreadable();
  }

  private static LiveKitFailedException unreadable() {
    return new LiveKitFailedException("ListDispatch was answered with something else");
  }
}
