package livekit.routes.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import livekit.routes.api.Attributes;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.UnicodeText;

/** Builds one agent anew from what the caller wrote, member by member; see {@link RoomAgents}. */
final class RoomAgentReader {
  private static final String STRING_VALUES = "must be an object whose values are strings";

  private static final String DEPLOYMENTS =
      "must have at most 64 bytes of UTF-8, without underscores, blanks and control characters";

  /**
   * LiveKit's rule (protocol, agent, ValidateDeployment), asked here: CreateRoom and a join leave
   * out an agent that breaks it, without a word.
   */
  private static final Pattern DEPLOYMENT = Pattern.compile("[^\\x00-\\x20_\\x7f]*");

  private static final int MAX_DEPLOYMENT_BYTES = 64;

  private final String path;
  private final Map<String, JsonNode> members = new LinkedHashMap<>();

  private RoomAgentReader(String path, JsonNode node) {
    this.path = path;
    if (!node.isObject()) {
      throw new InvalidRequestException(path + " must be an array of objects");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name =
          switch (member.getKey()) {
            case "agent_name", "agentName" -> "agent_name";
            case "restart_policy", "restartPolicy" -> "restart_policy";
            case "metadata", "deployment", "attributes" -> member.getKey();
            default -> throw FieldNotAllowedException.ofMember(path, member.getKey());
          };
      if (members.put(name, member.getValue()) != null) {
        throw invalid(name, "must be given once");
      }
    }
  }

  /**
   * @param path what the details call the array
   * @param node an entry of it
   */
  static RoomAgent read(String path, JsonNode node) {
    RoomAgentReader reader = new RoomAgentReader(path, node);
    return new RoomAgent(
        reader.text("agent_name"),
        reader.text("metadata"),
        reader.deployment(),
        reader.attributes(),
        reader.restartPolicy());
  }

  private String text(String name) {
    JsonNode value = members.get(name);
    return value == null || value.isNull() ? null : text(name, value, "must be a string");
  }

  private String text(String name, JsonNode value, String expected) {
    if (!value.isTextual()) {
      throw invalid(name, expected);
    }
    return wellFormed(name, value.textValue());
  }

  private Map<String, String> attributes() {
    JsonNode node = members.get("attributes");
    if (node == null || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw invalid("attributes", STRING_VALUES);
    }
    if (node.size() > Attributes.MAX) {
      throw invalid("attributes", "must have at most " + Attributes.MAX + " entries");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      attributes.put(
          wellFormed("attributes", each.getKey()),
          text("attributes", each.getValue(), STRING_VALUES));
    }
    return attributes;
  }

  private String deployment() {
    String deployment = text("deployment");
    if (deployment != null
        && (deployment.getBytes(StandardCharsets.UTF_8).length > MAX_DEPLOYMENT_BYTES
            || !DEPLOYMENT.matcher(deployment).matches())) {
      throw invalid("deployment", DEPLOYMENTS);
    }
    return deployment;
  }

  private String restartPolicy() {
    String policy = text("restart_policy");
    if (policy != null && !policy.equals("JRP_ON_FAILURE") && !policy.equals("JRP_NEVER")) {
      throw invalid("restart_policy", "must be JRP_ON_FAILURE or JRP_NEVER");
    }
    return policy;
  }

  private String wellFormed(String name, String text) {
    if (UnicodeText.hasLoneSurrogate(text)) {
      throw invalid(name, "must be well-formed Unicode text");
    }
    return text;
  }

  private InvalidRequestException invalid(String name, String expected) {
    return new InvalidRequestException(path + "." + name + " " + expected);
  }
}
