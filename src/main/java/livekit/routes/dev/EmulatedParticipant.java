package livekit.routes.dev;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A participant of an emulated room, who publishes one microphone.
 *
 * @param joinedAt milliseconds since the epoch
 * @param permission as LiveKit writes it
 */
record EmulatedParticipant(
    String sid,
    String identity,
    String name,
    String metadata,
    Map<String, String> attributes,
    Map<String, Object> permission,
    String trackSid,
    boolean muted,
    long joinedAt) {

  static EmulatedParticipant joined(String identity, String name, long joinedAt) {
    return new EmulatedParticipant(
        "PA_" + EmulatedRoom.random(12),
        identity,
        name,
        "",
        Map.of(),
        permission(true),
        "TR_" + EmulatedRoom.random(12),
        false,
        joinedAt);
  }

  /** Every permission that LiveKit knows, in its order; the three of a token are as given. */
  static Map<String, Object> permission(boolean granted) {
    Map<String, Object> permission = new LinkedHashMap<>();
    permission.put("can_subscribe", granted);
    permission.put("can_publish", granted);
    permission.put("can_publish_data", granted);
    permission.put("can_publish_sources", List.of());
    for (String other :
        List.of(
            "hidden",
            "recorder",
            "can_update_metadata",
            "agent",
            "can_subscribe_metrics",
            "can_manage_agent_session")) {
      permission.put(other, false);
    }
    return permission;
  }

  /** An empty name and empty metadata change nothing, and neither does a permission of null. */
  EmulatedParticipant with(String newName, String newMetadata, ParticipantFields fields) {
    Map<String, String> merged = new LinkedHashMap<>(attributes);
    merged.putAll(fields.attributes());
    merged.values().removeIf(String::isEmpty);
    return new EmulatedParticipant(
        sid,
        identity,
        newName.isEmpty() ? name : newName,
        newMetadata.isEmpty() ? metadata : newMetadata,
        merged,
        fields.permission() == null ? permission : fields.permission(),
        trackSid,
        muted,
        joinedAt);
  }

  EmulatedParticipant muted(boolean mute) {
    return new EmulatedParticipant(
        sid, identity, name, metadata, attributes, permission, trackSid, mute, joinedAt);
  }

  /** As LiveKit writes it, without the members that no client of ours reads. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sid", sid);
    json.put("identity", identity);
    json.put("state", "ACTIVE");
    json.put("tracks", List.of(trackToJson()));
    json.put("metadata", metadata);
    json.put("joined_at", Long.toString(joinedAt / 1000));
    json.put("name", name);
    json.put("permission", permission);
    json.put("is_publisher", true);
    json.put("kind", "STANDARD");
    json.put("attributes", attributes);
    return json;
  }

  Map<String, Object> trackToJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sid", trackSid);
    json.put("type", "AUDIO");
    json.put("name", "microphone");
    json.put("muted", muted);
    json.put("width", 0);
    json.put("height", 0);
    json.put("source", "MICROPHONE");
    json.put("mime_type", "audio/opus");
    return json;
  }
}
