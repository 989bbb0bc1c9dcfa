package livekit.routes.participant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.settings.GrantSettings;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Decides what a tenant may change of what a participant may do: the three permissions that tokens
 * have, never beyond what the tenant's tokens give, and the sources to publish from. All others,
 * such as {@code hidden}, are not for callers.
 */
public final class Permissions {
  private static final String PARENT = "permission";
  private static final String SOURCES = "can_publish_sources";

  /** LiveKit's names of the members that callers may change, by both spellings. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "can_publish", "can_publish",
          "canPublish", "can_publish",
          "can_subscribe", "can_subscribe",
          "canSubscribe", "can_subscribe",
          "can_publish_data", "can_publish_data",
          "canPublishData", "can_publish_data",
          "can_publish_sources", SOURCES,
          "canPublishSources", SOURCES);

  /** TrackSource in livekit_models.proto, without UNKNOWN. */
  private static final Set<String> TRACK_SOURCES =
      Set.of("CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO");

  private final ObjectMapper json;
  private final GrantSettings grants;

  /**
   * @param json makes trees
   * @param grants what tokens give; a tenant's policy goes before it
   */
  public Permissions(ObjectMapper json, GrantSettings grants) {
    this.json = json;
    this.grants = grants;
  }

  /**
   * What the caller wants to be different, in LiveKit's names.
   *
   * @return null where it wants no change
   * @throws InvalidRequestException when it is no object, or a member has the wrong type
   * @throws FieldNotAllowedException for a member that is not for callers, and for a permission
   *     that the tenant's tokens do not give
   */
  public ObjectNode wanted(
      @Body ParticipantChange change, @Variable("tenant") Tenant tenantOrNull) {
    JsonNode given = change.newPermission();
    if (given == null) {
      return null;
    }
    if (!given.isObject()) {
      throw new InvalidRequestException(PARENT + " must be an object");
    }
    ObjectNode wanted = json.createObjectNode();
    for (Map.Entry<String, JsonNode> member : given.properties()) {
      String name = MEMBERS.get(member.getKey());
      if (name == null) {
        throw FieldNotAllowedException.ofMember(PARENT, member.getKey());
      }
      if (wanted.replace(name, checked(name, member.getValue())) != null) {
        throw new InvalidRequestException(PARENT + "." + name + " must be given once");
      }
    }
    refuseMoreThan(allowed(tenantOrNull), wanted);
    return wanted;
  }

  /**
   * LiveKit replaces all permissions at once: those that the caller does not name stay as they are.
   */
  public ObjectNode merged(ObjectNode current, ObjectNode wanted) {
    return current.deepCopy().setAll(wanted);
  }

  private GrantSettings allowed(Tenant tenantOrNull) {
    GrantSettings own = tenantOrNull == null ? null : tenantOrNull.policy().grants();
    return own == null ? grants : own;
  }

  private static void refuseMoreThan(GrantSettings allowed, ObjectNode wanted) {
    Map<String, Boolean> limits =
        Map.of(
            "can_publish", allowed.canPublish(),
            "can_subscribe", allowed.canSubscribe(),
            "can_publish_data", allowed.canPublishData());
    limits.forEach(
        (name, allows) -> {
          if (!allows && wanted.path(name).booleanValue()) {
            throw FieldNotAllowedException.ofMember(PARENT, name);
          }
        });
  }

  private static JsonNode checked(String name, JsonNode value) {
    if (name.equals(SOURCES)) {
      return sources(value);
    }
    if (!value.isBoolean()) {
      throw new InvalidRequestException(PARENT + "." + name + " must be true or false");
    }
    return value;
  }

  private static JsonNode sources(JsonNode value) {
    boolean right = value instanceof ArrayNode && value.size() <= TRACK_SOURCES.size();
    for (JsonNode source : value) {
      right = right && source.isTextual() && TRACK_SOURCES.contains(source.textValue());
    }
    if (!right) {
      throw new InvalidRequestException(
          PARENT
              + "."
              + SOURCES
              + " must be an array of CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO");
    }
    return value;
  }
}
