package livekit.routes.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EmulatedRoomsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  private final EmulatedRooms rooms = new EmulatedRooms(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void answersANewRoomWithEveryMemberOfLiveKit() {
    Map<String, Object> room = create("{\"name\":\"a\",\"metadata\":\"m\"}");

    assertThat(room.keySet())
        .containsExactly(
            "sid",
            "name",
            "empty_timeout",
            "departure_timeout",
            "max_participants",
            "creation_time",
            "creation_time_ms",
            "turn_password",
            "enabled_codecs",
            "metadata",
            "num_participants",
            "num_publishers",
            "active_recording",
            "version");
    assertThat(room)
        .containsEntry("name", "a")
        .containsEntry("empty_timeout", 300L)
        .containsEntry("departure_timeout", 20L)
        .containsEntry("max_participants", 0L)
        .containsEntry("creation_time", "1767225600")
        .containsEntry("creation_time_ms", "1767225600123")
        .containsEntry("metadata", "m")
        .containsEntry("version", null);
    assertThat((String) room.get("sid")).matches("RM_[0-9A-Za-z]{12}");
  }

  @Test
  void overwritesWhatTheRequestSetsWhenTheRoomExists() {
    Object sid = create("{\"name\":\"a\",\"metadata\":\"first\",\"empty_timeout\":7}").get("sid");

    assertThat(create("{\"name\":\"a\",\"metadata\":\"second\",\"max_participants\":3}"))
        .containsEntry("sid", sid)
        .containsEntry("metadata", "second")
        .containsEntry("empty_timeout", 7L)
        .containsEntry("max_participants", 3L);
  }

  @Test
  void keepsTheMetadataWhenTheRequestHasNone() {
    create("{\"name\":\"a\",\"metadata\":\"first\"}");

    assertThat(create("{\"name\":\"a\"}")).containsEntry("metadata", "first");
    assertThat(create("{\"name\":\"a\",\"metadata\":\"\"}")).containsEntry("metadata", "first");
  }

  @Test
  void listsTheRoomsThatAreNamedAndExist() {
    List.of("a", "b", "c").forEach(name -> rooms.seed(name, ""));

    assertThat(listed("{\"names\":[\"c\",\"a\",\"c\",\"absent\"]}")).containsExactly("c", "a");
    assertThat(listed("{\"names\":[\"absent\"]}")).isEmpty();
    assertThat(listed("{}")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(listed("{\"names\":[]}")).hasSize(3);
  }

  @Test
  void replacesTheMetadataAsAWhole() {
    rooms.seed("a", "{\"topic\":\"x\"}");

    assertThat(update("{\"room\":\"a\",\"metadata\":\"y\"}")).containsEntry("metadata", "y");
    assertThat(update("{\"room\":\"a\"}")).containsEntry("metadata", "");
  }

  /** As livekit-server does. */
  @Test
  void dispatchesTheAgentsOfANewRoomOrTheOneWithoutAName() {
    create("{\"name\":\"a\",\"agents\":[{\"agent_name\":\"x\"},{\"agent_name\":\"y\"}]}");
    create("{\"name\":\"a\",\"agents\":[{\"agent_name\":\"z\"}]}");
    create("{\"name\":\"b\"}");

    assertThat(agents("a")).containsExactly("x", "y");
    assertThat(agents("b")).containsExactly("");
  }

  @Test
  void dispatchesAnAgentAsOftenAsItIsAskedToAndMakesTheRoomForIt() {
    Map<String, Object> dispatch =
        rooms.createDispatch(request("{\"room\":\"a\",\"agent_name\":\"x\",\"metadata\":\"m\"}"));
    rooms.createDispatch(request("{\"room\":\"a\",\"agent_name\":\"x\"}"));

    assertThat((String) dispatch.get("id")).matches("AD_[0-9A-Za-z]{12}");
    assertThat(dispatch)
        .containsEntry("room", "a")
        .containsEntry("agent_name", "x")
        .containsEntry("metadata", "m")
        .containsEntry("restart_policy", "JRP_ON_FAILURE");
    assertThat(agents("a")).containsExactly("", "x", "x");
  }

  @Test
  void answersNobodyWhoAsksForTheAgentsOfNoRoom() {
    assertRefused("unavailable", () -> rooms.listDispatch(request("{\"room\":\"a\"}")));
  }

  @Test
  void endsARoomAndMakesAnotherUnderItsName() {
    Object first = create("{\"name\":\"a\",\"metadata\":\"m\"}").get("sid");

    assertThat(rooms.deleteRoom(request("{\"room\":\"a\"}"))).isEmpty();
    assertThat(rooms.names()).isEmpty();
    assertThat(create("{\"name\":\"a\"}")).containsEntry("metadata", "");
    assertThat(create("{\"name\":\"a\"}").get("sid")).isNotEqualTo(first);
  }

  @Test
  void findsNoRoomToChangeOrEnd() {
    assertRefused("not_found", () -> update("{\"room\":\"a\",\"metadata\":\"m\"}"));
    assertRefused("not_found", () -> rooms.deleteRoom(request("{\"room\":\"a\"}")));
    assertThat(rooms.names()).isEmpty();
  }

  @Test
  void measuresNamesAndMetadataInBytes() {
    int half = 128;
    create("{\"name\":\"" + "é".repeat(half) + "\"}");
    assertRefused("invalid_argument", () -> create("{\"name\":\"" + "é".repeat(half) + "x\"}"));

    String longest = "m".repeat(512 * 1024);
    create("{\"name\":\"a\",\"metadata\":\"" + longest + "\"}");
    assertRefused(
        "invalid_argument", () -> create("{\"name\":\"b\",\"metadata\":\"" + longest + "m\"}"));
    assertRefused(
        "invalid_argument", () -> update("{\"room\":\"a\",\"metadata\":\"" + longest + "m\"}"));
    assertThat(rooms.names()).doesNotContain("b");
  }

  @Test
  void putsASeededRoomBackWithoutEndingIt() {
    rooms.seed("a", "first");
    Object sid = create("{\"name\":\"a\",\"metadata\":\"second\"}").get("sid");

    rooms.seed("a", "");

    assertThat(create("{\"name\":\"a\"}")).containsEntry("metadata", "").containsEntry("sid", sid);
  }

  @Test
  void makesOneRoomOfManyCallsAtOnce() {
    long sids =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> create("{\"name\":\"a\"}").get("sid"))
            .distinct()
            .count();

    assertThat(sids).isOne();
  }

  @Test
  void holdsABoundedNumberOfRooms() {
    IntStream.range(0, EmulatedRooms.MAX_ROOMS).forEach(i -> rooms.seed("room-" + i, ""));

    assertRefused("resource_exhausted", () -> create("{\"name\":\"one-more\"}"));
    assertThat(create("{\"name\":\"room-0\",\"metadata\":\"m\"}")).containsEntry("metadata", "m");
  }

  private Map<String, Object> create(String json) {
    return rooms.createRoom(request(json));
  }

  private Map<String, Object> update(String json) {
    return rooms.updateRoomMetadata(request(json));
  }

  private List<Object> listed(String json) {
    List<?> found = (List<?>) rooms.listRooms(request(json)).get("rooms");
    return found.stream().<Object>map(room -> ((Map<?, ?>) room).get("name")).toList();
  }

  private List<Object> agents(String room) {
    Object found =
        rooms.listDispatch(request("{\"room\":\"" + room + "\"}")).get("agent_dispatches");
    return ((List<?>) found)
        .stream().<Object>map(each -> ((Map<?, ?>) each).get("agent_name")).toList();
  }

  private static RoomRequest request(String json) {
    return RoomRequest.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TwirpException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
