package livekit.routes.dev;

import java.util.List;
import java.util.stream.Collectors;
import livekit.routes.settings.DemoTenant;

/**
 * What the dev profile prints when it starts with the emulator: for each row of "who gets what" a
 * {@code curl} to copy and the status that it answers; and the rooms that the rows need.
 *
 * <p>The rooms are those of a process that has just started: a row that was run may change what the
 * next run of another one answers.
 */
public final class DemoGuide {
  private final String baseUrl;
  private final DemoTenant first;
  private final DemoTenant second;

  /**
   * One row.
   *
   * @param caller who asks, and how the room stands towards it
   * @param secret what the caller shows, or empty for nothing
   * @param room the room
   * @param status the HTTP status of the answer
   */
  public record Row(String caller, String secret, String room, int status) {}

  /**
   * @param baseUrl where the gateway is, such as {@code http://127.0.0.1:8080}
   * @param first the tenant that asks
   * @param second the other tenant, which has a room already
   */
  public DemoGuide(String baseUrl, DemoTenant first, DemoTenant second) {
    this.baseUrl = baseUrl;
    this.first = first;
    this.second = second;
  }

  /** The rows, in the order of the table in README. */
  public List<Row> rows() {
    return List.of(
        new Row("not authenticated, any room", "", "lobby", 200),
        asFirst("a room that does not exist", "new-room", 200),
        asFirst("its own room", first.tenant() + "-room", 200),
        asFirst("a room without an owner", "unowned-room", 200),
        asFirst("a room of " + second.tenant(), second.tenant() + "-room", 403),
        asFirst("a room with unreadable metadata", "broken-room", 500));
  }

  /** Makes the rooms that the rows speak of. */
  public void seed(EmulatedRooms rooms) {
    rooms.seed(first.tenant() + "-room", "{\"auth_id\":\"" + first.tenant() + "\"}");
    rooms.join(first.tenant() + "-room", "ada", "Ada");
    rooms.seed(second.tenant() + "-room", "{\"auth_id\":\"" + second.tenant() + "\"}");
    rooms.seed("unowned-room", "{\"topic\":\"all hands\"}");
    rooms.seed("broken-room", "not JSON");
  }

  /** The text for the terminal. */
  public String text() {
    return rows().stream()
        .map(row -> "# " + row.caller() + ": " + row.status() + "\n" + curl(row) + "\n")
        .collect(Collectors.joining("\n"));
  }

  private Row asFirst(String room, String name, int status) {
    return new Row("tenant " + first.tenant() + ", " + room, first.secret(), name, status);
  }

  private String curl(Row row) {
    String credential =
        row.secret().isEmpty() ? "" : " -H " + quoted("Authorization: Bearer " + row.secret());
    return "curl -sS -w ' %{http_code}\\n' "
        + baseUrl
        + "/livekit/token"
        + credential
        + " -H 'Content-Type: application/json' -d "
        + quoted(
            "{\"room_name\":\""
                + row.room()
                + "\",\"participant_name\":\"Ada\",\"participant_identity\":\"ada\"}");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
