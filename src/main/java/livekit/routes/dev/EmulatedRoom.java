package livekit.routes.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One room. Its defaults are those of a livekit-server without a configuration of its own.
 *
 * @param sid LiveKit's id of this life of the room: a room made again under the name has another
 * @param createdAt milliseconds since the epoch
 * @param dispatches the agents that are to be in the room, the oldest first
 */
record EmulatedRoom(
    String sid,
    String name,
    long emptyTimeout,
    long departureTimeout,
    long maxParticipants,
    long createdAt,
    String turnPassword,
    String metadata,
    List<Dispatch> dispatches) {

  /**
   * That an agent is to be in the room.
   *
   * @param createdAt milliseconds since the epoch
   */
  record Dispatch(String id, EmulatedAgent agent, long createdAt) {}

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final List<Map<String, Object>> CODECS =
      codecs(
          "audio/PCMU",
          "audio/PCMA",
          "audio/opus",
          "audio/red",
          "video/VP8",
          "video/H264",
          "video/VP9",
          "video/AV1",
          "video/H265",
          "video/rtx");

  static EmulatedRoom create(String name, List<EmulatedAgent> agents, long createdAt) {
    return new EmulatedRoom(
        "RM_" + random(12),
        name,
        300,
        20,
        0,
        createdAt,
        random(43),
        /* metadata= */ "",
        (agents.isEmpty() ? List.of(EmulatedAgent.UNNAMED) : agents)
            .stream().map(agent -> dispatch(agent, createdAt)).toList());
  }

  /** The room with what the request sets; 0 and an empty text change nothing. */
  EmulatedRoom with(RoomRequest request) {
    return new EmulatedRoom(
        sid,
        name,
        request.emptyTimeout() > 0 ? request.emptyTimeout() : emptyTimeout,
        request.departureTimeout() > 0 ? request.departureTimeout() : departureTimeout,
        request.maxParticipants() > 0 ? request.maxParticipants() : maxParticipants,
        createdAt,
        turnPassword,
        request.metadata().isEmpty() ? metadata : request.metadata(),
        dispatches);
  }

  EmulatedRoom withMetadata(String text) {
    return new EmulatedRoom(
        sid,
        name,
        emptyTimeout,
        departureTimeout,
        maxParticipants,
        createdAt,
        turnPassword,
        text,
        dispatches);
  }

  EmulatedRoom withDispatch(EmulatedAgent agent, long now) {
    List<Dispatch> more = new ArrayList<>(dispatches);
    more.add(dispatch(agent, now));
    return new EmulatedRoom(
        sid,
        name,
        emptyTimeout,
        departureTimeout,
        maxParticipants,
        createdAt,
        turnPassword,
        metadata,
        List.copyOf(more));
  }

  /** The dispatches as LiveKit writes them, the oldest first. */
  List<Map<String, Object>> dispatchesToJson() {
    return dispatches.stream()
        .map(each -> each.agent().toJson(each.id(), name, each.createdAt()))
        .toList();
  }

  private static Dispatch dispatch(EmulatedAgent agent, long now) {
    return new Dispatch("AD_" + random(12), agent, now);
  }

  /** The room as LiveKit writes it: every member, also with its default; 64-bit numbers as text. */
  Map<String, Object> toJson(int participants) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sid", sid);
    json.put("name", name);
    json.put("empty_timeout", emptyTimeout);
    json.put("departure_timeout", departureTimeout);
    json.put("max_participants", maxParticipants);
    json.put("creation_time", Long.toString(createdAt / 1000));
    json.put("creation_time_ms", Long.toString(createdAt));
    json.put("turn_password", turnPassword);
    json.put("enabled_codecs", CODECS);
    json.put("metadata", metadata);
    json.put("num_participants", participants);
    json.put("num_publishers", participants);
    json.put("active_recording", false);
    json.put("version", null);
    return json;
  }

  private static List<Map<String, Object>> codecs(String... mimes) {
    return List.of(mimes).stream()
        .map(mime -> Map.<String, Object>of("mime", mime, "fmtp_line", ""))
        .toList();
  }

  static String random(int length) {
    return ThreadLocalRandom.current()
        .ints(length, 0, ALPHABET.length())
        .collect(
            StringBuilder::new,
            (text, index) -> text.append(ALPHABET.charAt(index)),
            StringBuilder::append)
        .toString();
  }
}
