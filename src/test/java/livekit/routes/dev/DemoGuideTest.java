package livekit.routes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.settings.DemoTenant;
import org.junit.jupiter.api.Test;

class DemoGuideTest {
  private final DemoGuide guide =
      new DemoGuide(
          "http://127.0.0.1:8080",
          new DemoTenant("acme", "acme-demo-secret"),
          new DemoTenant("globex", "globex-demo-secret"));

  @Test
  void seedsTheRoomOfEachRowButOfThoseThatNeedNone() {
    EmulatedRooms rooms = new EmulatedRooms();

    guide.seed(rooms);

    assertThat(guide.rows())
        .extracting(DemoGuide.Row::room)
        .containsExactly(
            "lobby", "new-room", "acme-room", "unowned-room", "globex-room", "broken-room");
    assertThat(rooms.names())
        .containsExactly("acme-room", "broken-room", "globex-room", "unowned-room");
  }

  @Test
  void saysWhatEachRowAnswers() {
    assertThat(guide.rows())
        .extracting(DemoGuide.Row::status)
        .containsExactly(200, 200, 200, 200, 403, 500);
    assertThat(guide.text())
        .contains("# tenant acme, a room of globex: 403\ncurl ")
        .contains("# not authenticated, any room: 200\ncurl ");
  }

  @Test
  void printsACommandToCopyForEachRow() {
    assertThat(guide.text().lines().filter(line -> line.startsWith("curl ")))
        .hasSize(6)
        .contains(
            "curl -sS -w ' %{http_code}\\n' http://127.0.0.1:8080/livekit/token"
                + " -H 'Authorization: Bearer acme-demo-secret'"
                + " -H 'Content-Type: application/json' -d '{\"room_name\":\"globex-room\","
                + "\"participant_name\":\"Ada\",\"participant_identity\":\"ada\"}'");
    assertThat(guide.text().lines().filter(line -> line.contains("lobby")))
        .noneMatch(line -> line.contains("Authorization"));
  }

  @Test
  void quotesForTheShell() {
    DemoGuide quoting =
        new DemoGuide("http://x", new DemoTenant("a", "it's"), new DemoTenant("b", "s"));

    assertThat(quoting.text()).contains("'Authorization: Bearer it'\\''s'");
  }
}
