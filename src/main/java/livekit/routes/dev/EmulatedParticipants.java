package livekit.routes.dev;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Who is in the emulated rooms. Nobody joins by itself: there is no media here, so participants are
 * put there for the demonstration and for tests.
 *
 * <p>Each method answers what LiveKit's RoomService answers, as a tree for JSON, and throws {@link
 * TwirpException} where LiveKit refuses. Each call is one atomic step on its room.
 */
final class EmulatedParticipants {
  private final Map<String, Map<String, EmulatedParticipant>> rooms = new ConcurrentHashMap<>();

  void join(String room, EmulatedParticipant participant) {
    rooms.compute(
        room,
        (name, old) -> {
          Map<String, EmulatedParticipant> all = copy(old);
          all.put(participant.identity(), participant);
          return all;
        });
  }

  int count(String room) {
    return in(room).size();
  }

  void leaveAll(String room) {
    rooms.remove(room);
  }

  /** Who is in the room; nobody where there is none. */
  Map<String, Object> list(RoomRequest request) {
    return Map.of(
        "participants",
        in(request.room()).values().stream().map(EmulatedParticipant::toJson).toList());
  }

  /** One participant. */
  Map<String, Object> get(RoomRequest request) {
    return find(request).toJson();
  }

  /** Disconnects a participant. */
  Map<String, Object> remove(RoomRequest request) {
    change(request, gone -> null);
    return Map.of();
  }

  /** Changes what a participant is called and may do. */
  Map<String, Object> update(RoomRequest request) {
    return change(
            request, old -> old.with(request.name(), request.metadata(), request.participant()))
        .toJson();
  }

  /** Mutes a track; unmuting is off, as in a livekit-server without a configuration of its own. */
  Map<String, Object> mute(RoomRequest request) {
    ParticipantFields fields = request.participant();
    EmulatedParticipant participant = in(request.room()).get(fields.identity());
    if (participant == null) {
      throw noAnswer();
    }
    if (!fields.muted()) {
      throw new TwirpException("failed_precondition: remote unmute not enabled");
    }
    if (!participant.trackSid().equals(fields.trackSid())) {
      return Collections.singletonMap("track", null);
    }
    return Map.of("track", change(request, old -> old.muted(true)).trackToJson());
  }

  /** LiveKit asks the node that holds the room or the participant, and waits for 3 s first. */
  static TwirpException noAnswer() {
    return new TwirpException("unavailable: no response from servers");
  }

  /**
   * @param change makes another one of the participant, or null to remove it
   */
  private EmulatedParticipant change(
      RoomRequest request, UnaryOperator<EmulatedParticipant> change) {
    String identity = request.participant().identity();
    return rooms
        .compute(
            request.room(),
            (name, old) -> {
              Map<String, EmulatedParticipant> all = copy(old);
              if (!all.containsKey(identity)) {
                throw notFound();
              }
              all.computeIfPresent(identity, (same, found) -> change.apply(found));
              return all;
            })
        .get(identity);
  }

  private EmulatedParticipant find(RoomRequest request) {
    EmulatedParticipant participant = in(request.room()).get(request.participant().identity());
    if (participant == null) {
      throw notFound();
    }
    return participant;
  }

  private Map<String, EmulatedParticipant> in(String room) {
    return rooms.getOrDefault(room, Map.of());
  }

  private static TwirpException notFound() {
    return new TwirpException("not_found: participant does not exist");
  }

  private static Map<String, EmulatedParticipant> copy(Map<String, EmulatedParticipant> old) {
    return old == null ? new LinkedHashMap<>() : new LinkedHashMap<>(old);
  }
}
