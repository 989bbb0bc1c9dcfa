package livekit.routes.dev;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of the emulated LiveKit, in memory; the bean {@code emulatedRooms} of {@code
 * emulate-livekit.camel.yaml}, which has checked the grants. One instance outlives the routes.
 *
 * <p>Each method answers what LiveKit's RoomService or AgentDispatchService answers, as a tree for
 * JSON, and throws {@link TwirpException} where LiveKit refuses. Every call is one atomic step on
 * its room.
 *
 * <p>Limits: nobody joins by itself (see {@link #join}), no agent starts, and no room ends by
 * itself; {@value #MAX_ROOMS} rooms, beyond that {@code resource_exhausted}; LiveKit's own limits
 * of 256 bytes a name and 512 KiB of metadata.
 */
public final class EmulatedRooms {
  /** How many rooms fit, so that a long load test does not fill the memory of the gateway. */
  static final int MAX_ROOMS = 100_000;

  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_METADATA_BYTES = 512 * 1024;

  private final Map<String, EmulatedRoom> rooms = new ConcurrentHashMap<>();
  private final EmulatedParticipants participants = new EmulatedParticipants();
  private final Clock clock;

  /** No rooms yet. */
  public EmulatedRooms() {
    this(Clock.systemUTC());
  }

  EmulatedRooms(Clock clock) {
    this.clock = clock;
  }

  /** The rooms that the request names, or all of them; a name without a room is left out. */
  public Map<String, Object> listRooms(RoomRequest request) {
    Collection<EmulatedRoom> found =
        request.names().isEmpty()
            ? rooms.values()
            : request.names().stream().distinct().map(rooms::get).filter(Objects::nonNull).toList();
    return Map.of("rooms", found.stream().map(this::toJson).toList());
  }

  /**
   * Creates the room. If it exists, what the request sets is overwritten, the metadata too.
   *
   * <p>LiveKit 1.13.5 overwrites where the room is stored and no node holds it (with Redis, after
   * its node has died), and now and then when two calls create one room at the same moment; a room
   * that its node holds is answered as it is. The emulator always overwrites, so that a caller who
   * sends metadata for a room that may exist is found out.
   */
  public Map<String, Object> createRoom(RoomRequest request) {
    if (bytes(request.name()) > MAX_NAME_BYTES) {
      throw new TwirpException(
          "invalid_argument: room name length exceeds limits: max length " + MAX_NAME_BYTES);
    }
    checkMetadata(request.metadata());
    return toJson(
        rooms.compute(
            request.name(),
            (name, old) -> (old == null ? fresh(name, request.agents()) : old).with(request)));
  }

  /** Replaces the metadata as a whole; an empty text empties it. */
  public Map<String, Object> updateRoomMetadata(RoomRequest request) {
    checkMetadata(request.metadata());
    EmulatedRoom room =
        rooms.computeIfPresent(request.room(), (name, old) -> old.withMetadata(request.metadata()));
    if (room == null) {
      throw noSuchRoom();
    }
    return toJson(room);
  }

  /** Which agents are to be in the room. */
  public Map<String, Object> listDispatch(RoomRequest request) {
    EmulatedRoom room = rooms.get(request.room());
    if (room == null) {
      throw new TwirpException("unavailable: no response from servers");
    }
    return Map.of("agent_dispatches", room.dispatchesToJson());
  }

  /** Has an agent started, also where it has been: so it is in LiveKit, and so is a new room. */
  public Map<String, Object> createDispatch(RoomRequest request) {
    List<Map<String, Object>> dispatches =
        rooms
            .compute(
                request.room(),
                (name, old) ->
                    (old == null ? fresh(name, List.of()) : old)
                        .withDispatch(request.agent(), clock.millis()))
            .dispatchesToJson();
    return dispatches.get(dispatches.size() - 1);
  }

  /** Ends the room. */
  public Map<String, Object> deleteRoom(RoomRequest request) {
    if (rooms.remove(request.room()) == null) {
      throw noSuchRoom();
    }
    participants.leaveAll(request.room());
    return Map.of();
  }

  /** See {@link EmulatedParticipants#list}. */
  public Map<String, Object> listParticipants(RoomRequest request) {
    return participants.list(request);
  }

  /** See {@link EmulatedParticipants#get}. */
  public Map<String, Object> getParticipant(RoomRequest request) {
    return participants.get(request);
  }

  /** See {@link EmulatedParticipants#remove}. */
  public Map<String, Object> removeParticipant(RoomRequest request) {
    return participants.remove(request);
  }

  /** See {@link EmulatedParticipants#update}. */
  public Map<String, Object> updateParticipant(RoomRequest request) {
    checkMetadata(request.metadata());
    return participants.update(request);
  }

  /** See {@link EmulatedParticipants#mute}. */
  public Map<String, Object> mutePublishedTrack(RoomRequest request) {
    return participants.mute(request);
  }

  /** Sends a message to nobody. */
  public Map<String, Object> sendData(RoomRequest request) {
    if (!rooms.containsKey(request.room())) {
      throw EmulatedParticipants.noAnswer();
    }
    return Map.of();
  }

  /**
   * Puts a participant with a microphone into a room, for the demonstration and for tests.
   *
   * @return LiveKit's id of its track
   */
  public String join(String room, String identity, String name) {
    EmulatedParticipant participant = EmulatedParticipant.joined(identity, name, clock.millis());
    participants.join(room, participant);
    return participant.trackSid();
  }

  /**
   * Puts a room there, or puts it back into this state, without asking for a grant or a limit: for
   * the demonstration and for tests.
   *
   * @param metadata as LiveKit would report it, readable or not; empty for none
   */
  public void seed(String room, String metadata) {
    rooms.compute(
        room, (name, old) -> (old == null ? fresh(name, List.of()) : old).withMetadata(metadata));
  }

  /** The names of all rooms. */
  public List<String> names() {
    return rooms.keySet().stream().sorted().toList();
  }

  private Map<String, Object> toJson(EmulatedRoom room) {
    return room.toJson(participants.count(room.name()));
  }

  private EmulatedRoom fresh(String name, List<EmulatedAgent> agents) {
    if (rooms.size() >= MAX_ROOMS) {
      throw new TwirpException("resource_exhausted: the emulator holds no more rooms");
    }
    return EmulatedRoom.create(name, agents, clock.millis());
  }

  private static void checkMetadata(String metadata) {
    if (bytes(metadata) > MAX_METADATA_BYTES) {
      throw new TwirpException(
          "invalid_argument: metadata size exceeds limits " + MAX_METADATA_BYTES);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static TwirpException noSuchRoom() {
    return new TwirpException("not_found: requested room does not exist");
  }
}
