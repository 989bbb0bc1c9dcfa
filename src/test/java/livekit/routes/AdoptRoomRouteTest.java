package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import livekit.routes.room.Ownership;
import livekit.routes.room.Room;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaim.Standing;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CamelMainTest
class AdoptRoomRouteTest extends RouteTestSupport {
  private static final String MINE =
      "{\"name\":\"lobby\",\"metadata\":\"{\\\"topic\\\":\\\"x\\\",\\\"auth_id\\\":\\\"acme\\\"}\"}";

  @Test
  void writesTheOwnerBesideTheOtherKeys() {
    Exchange done = adopt(Standing.LEASED, 200, MINE);

    PostedToLiveKit posted = PostedToLiveKit.only(mock("livekit"));
    assertThat(posted.path()).isEqualTo("livekit.RoomService/UpdateRoomMetadata");
    assertThat(posted.body()).isEqualTo(MINE.replace("\"name\"", "\"room\""));
    assertThat(posted.grants()).isEqualTo(Map.of("roomAdmin", true, "room", "lobby"));
    assertThat(done.getVariable("outcome")).isEqualTo("owned");
  }

  @Test
  void saysThatTheRoomVanished() {
    Exchange done = adopt(Standing.LEASED, 404, "{\"code\":\"not_found\"}");

    assertThat(done.getVariable("outcome")).isEqualTo("room-vanished");
    assertThat(done.getException()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "404 | {\"code\":\"bad_route\"}               | livekit_failed",
        "404 | <html>of a proxy</html>                | livekit_failed",
        "200 | <html>of a proxy</html>                | livekit_failed",
        "200 | {\"name\":\"other\",\"metadata\":\"\"} | livekit_failed",
        "500 | {}                                     | livekit_failed",
        "403 | {}                                     | livekit_rejected_credentials",
      })
  void takesNoOtherAnswerForAnAdoptedRoom(int status, String body, String code) {
    Exchange done = adopt(Standing.LEASED, status, body);

    assertThat(Answer.of(done).code()).isEqualTo(code);
    assertThat(done.getVariable("outcome")).isNull();
  }

  @Test
  void refusesARoomThatAnotherTenantTookMeanwhile() {
    Exchange done = adopt(Standing.LEASED, 200, MINE.replace("acme", "globex"));

    assertThat(Answer.of(done).code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(done.getVariable("outcome")).isNull();
  }

  @Nested
  @CamelMainTest(properties = "ROOM_UNOWNED=refuse")
  class WhereUnownedRoomsAreRefused {
    @Test
    void leavesTheRoomAlone() {
      Answer answer = Answer.of(adopt(Standing.LEASED, 200, MINE));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("room_not_owned");
      assertThat(mock("livekit").getReceivedCounter()).isZero();
    }

    @Test
    void adoptsARoomThatTheTenantHasKeptFromBefore() {
      assertThat(adopt(Standing.KEPT, 200, MINE).getVariable("outcome")).isEqualTo("owned");
    }
  }

  private Exchange adopt(Standing standing, int status, String body) {
    mock("livekit").whenAnyExchangeReceived(answers(status, body));
    return send(
        "adopt-room",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.setVariable("claim", new RoomClaim("lobby", "acme", standing, "nonce"));
          exchange.setVariable(
              "room",
              new Room(
                  "lobby",
                  JsonNodeFactory.instance.objectNode().put("topic", "x"),
                  Ownership.NOBODY));
        });
  }
}
