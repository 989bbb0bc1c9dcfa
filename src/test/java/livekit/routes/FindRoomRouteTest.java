package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import livekit.routes.room.Ownership;
import livekit.routes.room.Room;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@CamelMainTest
class FindRoomRouteTest extends RouteTestSupport {
  @Test
  void asksForTheOneRoomWithTheOneGrant() {
    find("lobby", 200, "{\"rooms\":[]}");

    PostedToLiveKit posted = PostedToLiveKit.only(mock("livekit"));
    assertThat(posted.path()).isEqualTo("livekit.RoomService/ListRooms");
    assertThat(posted.body()).isEqualTo("{\"names\":[\"lobby\"]}");
    assertThat(posted.grants()).isEqualTo(Map.of("roomList", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'lobby'", "\"lobby\"", "${body}", "{{x}}", "a\nb", "007"})
  void asksForTheVeryNameOfTheCaller(String name) {
    find(name, 200, "{\"rooms\":[]}");

    byte[] posted = mock("livekit").getExchanges().get(0).getMessage().getBody(byte[].class);
    assertThat(ProtobufRooms.names(posted)).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\\\"auth_id\\\":\\\"acme\\\"}   | MINE",
        "{\\\"auth_id\\\":\\\"globex\\\"} | ANOTHER",
        "{\\\"topic\\\":\\\"x\\\"}        | NOBODY",
        "``                               | NOBODY",
      })
  void saysWhoOwnsTheRoom(String metadata, Ownership ownership) {
    Exchange done = find("lobby", 200, rooms("lobby", metadata));

    assertThat(done.getVariable("room", Room.class).ownership()).isEqualTo(ownership);
  }

  @Test
  void leavesNoRoomWhereLiveKitHasNone() {
    mock("livekit").whenAnyExchangeReceived(answers(200, "{\"rooms\":[]}"));
    Exchange done =
        send(
            "find-room",
            exchange -> {
              tenantAsks("acme", "lobby").process(exchange);
              exchange.setVariable("room", "of an attempt before");
            });

    assertThat(done.getVariable("room")).isNull();
    assertThat(done.getException()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | not JSON                                     | livekit_failed",
        "200 | {}                                           | livekit_failed",
        "200 | {\"rooms\":null}                             | livekit_failed",
        "200 | {\"rooms\":[{}]}                             | livekit_failed",
        "200 | {\"rooms\":[{\"name\":\"x\",\"metadata\":\"\"}]} | livekit_failed",
        "404 | {\"code\":\"not_found\"}                     | livekit_failed",
        "500 | {\"rooms\":[]}                               | livekit_failed",
        "401 | {\"rooms\":[]}                               | livekit_rejected_credentials",
      })
  void takesNoOtherAnswerForAnAbsentRoom(int status, String body, String code) {
    assertThat(Answer.of(find("lobby", status, body)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "[]", "{\\\"auth_id\\\":5}"})
  void refusesMetadataThatDoesNotSayWhoOwnsTheRoom(String metadata) {
    assertThat(Answer.of(find("lobby", 200, rooms("lobby", metadata))).code())
        .isEqualTo("room_metadata_unreadable");
  }

  private Exchange find(String room, int status, String body) {
    mock("livekit").whenAnyExchangeReceived(answers(status, body));
    return send("find-room", tenantAsks("acme", room));
  }

  private static String rooms(String name, String escapedMetadata) {
    return "{\"rooms\":[{\"name\":\"%s\",\"metadata\":\"%s\"}]}".formatted(name, escapedMetadata);
  }
}
