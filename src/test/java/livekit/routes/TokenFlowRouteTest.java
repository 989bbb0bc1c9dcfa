package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.tenant.Tenant;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** The routes together: which calls LiveKit gets for one request, in which order. */
@CamelMainTest
class TokenFlowRouteTest extends RouteTestSupport {
  private static final String SECRET = "acme-demo-secret";
  private static final String NO_ROOMS = "{\"rooms\":[]}";
  private static final String UNOWNED = "{\"rooms\":[{\"name\":\"lobby\",\"metadata\":\"\"}]}";
  private static final String ACMES =
      "{\"name\":\"lobby\",\"metadata\":\"{\\\"auth_id\\\":\\\"acme\\\"}\"}";

  private final List<String> calls = new ArrayList<>();

  @BeanInject("roomClaims")
  RoomClaimSteps claims;

  @Test
  void asksLiveKitNothingForAnAnonymousCaller() {
    livekitAnswers();

    assertThat(askForToken(null, "lobby").status()).isEqualTo(200);
    assertThat(calls).isEmpty();
  }

  @Test
  void createsAnAbsentRoom() {
    livekitAnswers("200 " + NO_ROOMS, "200 " + ACMES);

    assertThat(askForToken(SECRET, "lobby").status()).isEqualTo(200);
    assertThat(calls).containsExactly("ListRooms", "CreateRoom");
  }

  @Test
  void asksAboutTheRoomOfAnotherTenantOnce() {
    livekitAnswers("200 {\"rooms\":[" + ACMES.replace("acme", "globex") + "]}");

    assertThat(askForToken(SECRET, "lobby").code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(calls).containsExactly("ListRooms");
  }

  @Test
  void createsTheRoomThatVanishedWhileItWasAdopted() {
    livekitAnswers(
        "200 " + UNOWNED, "404 {\"code\":\"not_found\"}", "200 " + NO_ROOMS, "200 " + ACMES);

    assertThat(askForToken(SECRET, "lobby").status()).isEqualTo(200);
    assertThat(calls).containsExactly("ListRooms", "UpdateRoomMetadata", "ListRooms", "CreateRoom");
  }

  @Test
  void takesOverALeaseThatChangesUnderItAndLooksAgain() {
    claims.lease(() -> "lobby", new Tenant("globex"));
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> {
              calls.add("ListRooms");
              claims.lease(() -> "lobby", new Tenant("globex"));
              answers(200, "{\"rooms\":[" + ACMES + "]}").process(exchange);
            });

    assertThat(askForToken(SECRET, "lobby").status()).isEqualTo(200);
    assertThat(calls).containsExactly("ListRooms", "ListRooms");
  }

  @Test
  void freesTheRoomAfterAFailure() {
    livekitAnswers("200 " + NO_ROOMS, "500 {}");

    assertThat(askForToken(SECRET, "lobby").code()).isEqualTo("room_creation_failed");
    assertThat(claims.lease(() -> "lobby", new Tenant("globex")).standing())
        .isEqualTo(Standing.LEASED);
  }

  /** One answer after the other: a status, a blank, the body. */
  private void livekitAnswers(String... answers) {
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> {
              String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
              String answer = answers[calls.size()];
              calls.add(path.replace("livekit.RoomService/", ""));
              answers(Integer.parseInt(answer.substring(0, 3)), answer.substring(4))
                  .process(exchange);
            });
  }
}
