package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomPath;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** What {@code hold-room} does with the claim, and what the routes around it leave of it. */
@CamelMainTest
class HoldRoomRouteTest extends RouteTestSupport {
  private static final Standing LEASED = Standing.LEASED;
  private static final String ACMES = "{\"auth_id\":\"acme\"}";
  private static final String GLOBEXS = "{\"auth_id\":\"globex\"}";

  @Test
  void looksAgainWhenTheRoomWasFreeAndTakesNothingFromItsNewOwner() {
    liveKitShows(ACMES, GLOBEXS);

    assertThat(ask("delete-room", "lobby").code()).isEqualTo("not_found");
    assertThat(called()).containsExactly("ListRooms", "ListRooms");
    assertThat(claim("lobby", "globex").standing()).as("it was given back").isEqualTo(LEASED);
  }

  @Test
  void endsARoomAndKeepsItsName() {
    liveKitShows(ACMES, ACMES);

    assertThat(ask("delete-room", "lobby").status()).isEqualTo(204);
    assertThat(called()).containsExactly("ListRooms", "ListRooms", "DeleteRoom");
    assertThat(claim("lobby", "globex").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void looksIntoARoomAndGivesTheLeaseBack() {
    liveKitShows(ACMES, ACMES);

    assertThat(ask("show-participants", "lobby").status()).isEqualTo(200);
    assertThat(called()).containsExactly("ListRooms", "ListRooms", "ListParticipants");
    assertThat(claim("lobby", "globex").standing()).isEqualTo(LEASED);
  }

  @Test
  void looksOnceAtARoomThatTheTenantKeepsAndKeepsIt() {
    claims().keep(claim("lobby", "acme"));
    liveKitShows(ACMES);

    assertThat(ask("delete-room", "lobby").status()).isEqualTo(204);
    assertThat(called()).containsExactly("ListRooms", "DeleteRoom");
    assertThat(claim("lobby", "globex").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void leavesARoomAloneThatAnotherTenantKeeps() {
    claims().keep(claim("lobby", "globex"));
    liveKitShows(ACMES);

    assertThat(ask("delete-room", "lobby").code()).isEqualTo("not_found");
    assertThat(called()).containsExactly("ListRooms");
  }

  @Test
  void takesOverTheLeaseOfATenantThatAsksForTheRoomAtTheSameTime() {
    RoomClaim theirs = claim("lobby", "globex");
    liveKitShows(ACMES, ACMES);

    Exchange held = send("hold-room", acmeAsks("lobby"));
    assertThat(held.getVariable("claim", RoomClaim.class).standing()).isEqualTo(LEASED);
    assertThat(claims().keep(theirs)).as("globex gets no token").isFalse();
  }

  @Test
  void leavesNoClaimOnARoomThatIsNotTheTenants() {
    for (String metadata : List.of(GLOBEXS, "{}", "not json")) {
      liveKitShows(metadata);

      assertThat(ask("delete-room", "lobby").code()).isEqualTo("not_found");
      RoomClaim globex = claim("lobby", "globex");
      assertThat(globex.standing()).isEqualTo(LEASED);
      claims().giveBack(globex);
    }
  }

  private Answer ask(String route, String room) {
    return Answer.of(
        send(
            route,
            exchange -> {
              exchange.getMessage().setHeader("room", room);
              exchange.getMessage().setHeader("Authorization", "Bearer acme-demo-secret");
            }));
  }

  private static Processor acmeAsks(String room) {
    return exchange -> {
      exchange.setVariable("tenant", new Tenant("acme"));
      exchange.setVariable("request", new RoomPath(room, null));
    };
  }

  private void liveKitShows(String... metadata) {
    Iterator<String> next = Arrays.asList(metadata).iterator();
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> answers(200, list(exchange.getVariable("method"), next)).process(exchange));
  }

  private static String list(Object method, Iterator<String> metadata) {
    return method.equals("ListRooms")
        ? "{\"rooms\":[%s]}".formatted(FaultyLiveKit.room("lobby", metadata.next()))
        : "{\"participants\":[]}";
  }

  private List<String> called() {
    List<String> called = new ArrayList<>();
    for (Exchange call : mock("livekit").getExchanges()) {
      called.add(
          call.getMessage()
              .getHeader(Exchange.HTTP_PATH, String.class)
              .replace("livekit.RoomService/", ""));
    }
    return called;
  }

  private RoomClaim claim(String room, String tenant) {
    return claims().lease(new RoomPath(room, null), new Tenant(tenant));
  }

  private RoomClaimSteps claims() {
    return context().getRegistry().lookupByNameAndType("roomClaims", RoomClaimSteps.class);
  }
}
