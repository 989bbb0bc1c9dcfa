package livekit.routes.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request of RoomService says of a participant, each with its default where it says nothing.
 *
 * @param identity whom it is about
 * @param trackSid MutePublishedTrack: which track
 * @param muted MutePublishedTrack: whether it shall be muted
 * @param attributes UpdateParticipant: keys and values that are set; an empty value removes the key
 * @param permission UpdateParticipant: the permissions that are true; null leaves all as they are
 */
record ParticipantFields(
    String identity,
    String trackSid,
    boolean muted,
    Map<String, String> attributes,
    Map<String, Object> permission) {
  static final ParticipantFields NONE = new ParticipantFields("", "", false, Map.of(), null);

  static ParticipantFields read(JsonNode json) {
    Map<String, String> attributes = new LinkedHashMap<>();
    json.path("attributes")
        .properties()
        .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
    return new ParticipantFields(
        json.path("identity").asText(""),
        json.path("track_sid").asText(""),
        json.path("muted").asBoolean(false),
        attributes,
        json.path("permission").isObject() ? permission(json.path("permission")) : null);
  }

  /** What is absent is false: LiveKit replaces the permissions as a whole. */
  private static Map<String, Object> permission(JsonNode json) {
    Map<String, Object> permission = EmulatedParticipant.permission(false);
    permission.replaceAll(
        (name, absent) -> absent instanceof Boolean ? json.path(name).asBoolean(false) : absent);
    permission.put(
        "can_publish_sources",
        json.path("can_publish_sources").valueStream().map(JsonNode::asText).toList());
    return permission;
  }
}
