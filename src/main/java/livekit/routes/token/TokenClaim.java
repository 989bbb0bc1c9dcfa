package livekit.routes.token;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every member of a LiveKit token that a route can set: those of ClaimGrants, VideoGrant, SIPGrant,
 * AgentGrant, InferenceGrant and ObservabilityGrant in LiveKit's protocol (auth/grants.go), at the
 * version that livekit-server 1.13.5 is built with. The bounds are LiveKit's defaults (its
 * pkg/config/config.go).
 */
enum TokenClaim {
  IDENTITY("identity", "sub", ClaimKind.text(256)),
  NAME("name", "name", ClaimKind.text(256)),
  KIND(
      "kind",
      "kind",
      ClaimKind.word("standard", "ingress", "egress", "sip", "agent", "connector", "bridge")),
  KIND_DETAILS(
      "kindDetails",
      "kindDetails",
      ClaimKind.words(
          "cloud_agent",
          "forwarded",
          "connector_whatsapp",
          "connector_twilio",
          "bridge_rtsp",
          "simulation")),
  METADATA("metadata", "metadata", ClaimKind.text(512 * 1024)),
  ATTRIBUTES("attributes", "attributes", ClaimKind.texts(64 * 1024)),
  SHA256("sha256", "sha256", ClaimKind.text(64)),
  ROOM_PRESET("roomPreset", "roomPreset", ClaimKind.text(256)),
  ROOM_CONFIG("roomConfig", "roomConfig", ClaimKind.roomConfig()),

  ROOM_CREATE("roomCreate", "video.roomCreate", ClaimKind.flag(false)),
  ROOM_LIST("roomList", "video.roomList", ClaimKind.flag(false)),
  ROOM_RECORD("roomRecord", "video.roomRecord", ClaimKind.flag(false)),
  ROOM_ADMIN("roomAdmin", "video.roomAdmin", ClaimKind.flag(false)),
  ROOM_JOIN("roomJoin", "video.roomJoin", ClaimKind.flag(false)),
  ROOM("room", "video.room", ClaimKind.text(256)),
  CAN_PUBLISH("canPublish", "video.canPublish", ClaimKind.flag(true)),
  CAN_SUBSCRIBE("canSubscribe", "video.canSubscribe", ClaimKind.flag(true)),
  CAN_PUBLISH_DATA("canPublishData", "video.canPublishData", ClaimKind.flag(true)),
  CAN_PUBLISH_SOURCES(
      "canPublishSources",
      "video.canPublishSources",
      ClaimKind.words("camera", "microphone", "screen_share", "screen_share_audio")),
  CAN_UPDATE_OWN_METADATA(
      "canUpdateOwnMetadata", "video.canUpdateOwnMetadata", ClaimKind.flag(true)),
  INGRESS_ADMIN("ingressAdmin", "video.ingressAdmin", ClaimKind.flag(false)),
  HIDDEN("hidden", "video.hidden", ClaimKind.flag(false)),
  RECORDER("recorder", "video.recorder", ClaimKind.flag(false)),
  AGENT("agent", "video.agent", ClaimKind.flag(false)),
  CAN_SUBSCRIBE_METRICS("canSubscribeMetrics", "video.canSubscribeMetrics", ClaimKind.flag(true)),
  CAN_MANAGE_AGENT_SESSION(
      "canManageAgentSession", "video.canManageAgentSession", ClaimKind.flag(true)),
  DESTINATION_ROOM("destinationRoom", "video.destinationRoom", ClaimKind.text(256)),

  SIP_ADMIN("sipAdmin", "sip.admin", ClaimKind.flag(false)),
  SIP_CALL("sipCall", "sip.call", ClaimKind.flag(false)),
  AGENT_ADMIN("agentAdmin", "agent.admin", ClaimKind.flag(false)),
  AGENT_SIMULATION_ADMIN("agentSimulationAdmin", "agent.simulationAdmin", ClaimKind.flag(false)),
  INFERENCE_PERFORM("inferencePerform", "inference.perform", ClaimKind.flag(false)),
  OBSERVABILITY_WRITE("observabilityWrite", "observability.write", ClaimKind.flag(false));

  private static final Map<String, TokenClaim> BY_PARAMETER =
      Stream.of(values()).collect(Collectors.toMap(TokenClaim::parameter, Function.identity()));

  private final String parameter;
  private final String path;
  private final ClaimKind kind;

  TokenClaim(String parameter, String path, ClaimKind kind) {
    this.parameter = parameter;
    this.path = path;
    this.kind = kind;
  }

  /** What routes call it. */
  String parameter() {
    return parameter;
  }

  /** Where it is in the token: its name, after that of the grant and a dot where it is in one. */
  String path() {
    return path;
  }

  /** What values it has. */
  ClaimKind kind() {
    return kind;
  }

  /** The claim that routes call so. */
  static Optional<TokenClaim> of(String parameter) {
    return Optional.ofNullable(BY_PARAMETER.get(parameter));
  }
}
