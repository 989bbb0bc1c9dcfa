package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CamelMainTest
class CreateRoomRouteTest extends RouteTestSupport {
  private static final String MINE =
      "{\"name\":\"lobby\",\"metadata\":\"{\\\"auth_id\\\":\\\"acme\\\"}\"}";

  @Test
  void createsTheRoomWithItsOwnerInOneCall() {
    Exchange done = create(200, MINE);

    PostedToLiveKit posted = PostedToLiveKit.only(mock("livekit"));
    assertThat(posted.path()).isEqualTo("livekit.RoomService/CreateRoom");
    assertThat(posted.body()).isEqualTo(MINE);
    assertThat(posted.grants()).isEqualTo(Map.of("roomCreate", true));
    assertThat(done.getVariable("outcome")).isEqualTo("owned");
  }

  @Test
  void refusesARoomThatIsAnothersInTheAnswer() {
    Exchange done =
        create(200, "{\"name\":\"lobby\",\"metadata\":\"{\\\"auth_id\\\":\\\"globex\\\"}\"}");

    assertThat(Answer.of(done).status()).isEqualTo(403);
    assertThat(Answer.of(done).code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(done.getVariable("outcome")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | not JSON                                   | room_creation_failed",
        "200 | {}                                         | room_creation_failed",
        "200 | {\"name\":\"other\",\"metadata\":\"\"}     | room_creation_failed",
        "404 | {\"code\":\"not_found\"}                   | room_creation_failed",
        "429 | {}                                         | room_creation_failed",
        "500 | {}                                         | room_creation_failed",
        "401 | {}                                         | livekit_rejected_credentials",
      })
  void saysWhyItHasNotCreatedTheRoom(int status, String body, String code) {
    Exchange done = create(status, body);

    assertThat(Answer.of(done).code()).isEqualTo(code);
    assertThat(done.getVariable("outcome")).isNull();
  }

  @Nested
  @CamelMainTest(
      properties = {
        "ROOM_EMPTY_TIMEOUT=7m",
        "ROOM_DEPARTURE_TIMEOUT=45",
        "ROOM_MAX_PARTICIPANTS=12"
      })
  class WithSettingsForNewRooms {
    @Test
    void sendsThem() {
      create(200, MINE);

      assertThat(PostedToLiveKit.only(mock("livekit")).body())
          .endsWith(",\"empty_timeout\":420,\"departure_timeout\":45,\"max_participants\":12}");
    }
  }

  private Exchange create(int status, String body) {
    mock("livekit").whenAnyExchangeReceived(answers(status, body));
    return send("create-room", tenantAsks("acme", "lobby"));
  }
}
