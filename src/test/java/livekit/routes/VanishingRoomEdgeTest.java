package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A room without owner ends between the lookup and the call that would give it one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishingRoomEdgeTest {
  private static final String UNOWNED = "{\"topic\":\"x\"}";

  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings());
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void isLookedUpAgainAndCreated() {
    String room = vanishing(1);
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room))
        .containsExactly("ListRooms", "UpdateRoomMetadata", "ListRooms", "CreateRoom");
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void isAdoptedWhereItIsThereAgain() {
    String room = vanishing(2);
    livekit.has(room, UNOWNED);
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room)).hasSize(6).endsWith("ListRooms", "UpdateRoomMetadata");
    assertThat(livekit.metadata(room)).isEqualTo("{\"topic\":\"x\",\"auth_id\":\"acme\"}");
  }

  @Test
  void isRefusedWhereAnotherTenantsIsThereInstead() {
    String room = vanishing(1);
    livekit.has(room, "{\"auth_id\":\"globex\"}");
    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void isGivenUpTheThirdTime() {
    String room = vanishing(3);
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    List<String> round = List.of("ListRooms", "UpdateRoomMetadata");
    assertThat(livekit.calls(room))
        .containsExactlyElementsOf(
            List.of(round, round, round).stream().flatMap(List::stream).toList());
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void costsNoMoreThanTheLookupThatFails() {
    String room = vanishing(1);
    livekit.will("ListRooms", room, answer(500, "evil"));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
    assertThat(livekit.calls(room)).hasSize(3);
  }

  @Test
  void isNoRefusalOfTheRoomThatIsCreated() {
    String room = newRoom();
    livekit.will("CreateRoom", room, answer(404, "{\"code\":\"not_found\"}"));
    assertProblem(gateway.token(ACME, request(room)), "room_creation_failed");
    livekit.will("ListRooms", room, answer(404, "{\"code\":\"not_found\"}"));
    assertProblem(gateway.token(ACME, request(room)), "livekit_failed");
  }

  /** A room that the lookup shows without owner, and that is gone when it is to be written. */
  private String vanishing(int times) {
    String room = newRoom();
    for (int i = 0; i < times; i++) {
      livekit.will("ListRooms", room, FaultyLiveKit.listed(room, UNOWNED));
      livekit.will("UpdateRoomMetadata", room, gone());
    }
    return room;
  }

  private static Behaviour gone() {
    return answer(404, "{\"code\":\"not_found\",\"msg\":\"evil\"}");
  }
}
