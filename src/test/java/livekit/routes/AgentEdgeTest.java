package livekit.routes;

import static livekit.routes.ErrorTable.assertPassing;
import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.reset;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How often LiveKit is asked for the agents of a request, also where one of the calls fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentEdgeTest {
  private static final String MINE = "{\"auth_id\":\"acme\"}";

  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings(), "ANONYMOUS_AGENTS", "true");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void costNothingWhereNoneAreAskedFor() {
    String room = existing();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    assertThat(ask(ACME, room, "").statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room)).containsExactly("ListRooms", "ListRooms");
  }

  @Test
  void areStartedWithTheRoomThatIsCreated() {
    String room = newRoom();
    assertThat(ask(ACME, room, "{\"agent_name\":\"a\"},{\"agent_name\":\"b\"}").statusCode())
        .isEqualTo(200);
    assertThat(livekit.calls(room)).containsExactly("ListRooms", "CreateRoom", "ListDispatch");
    assertThat(livekit.agents(room)).containsExactly("a", "b");
  }

  @Test
  void areDispatchedEachOnceToARoomThatExists() {
    String room = existing();
    String agents =
        "{\"agent_name\":\"a\"},{\"agentName\":\"a\",\"metadata\":\"m\"},{\"agent_name\":\"b\"}";
    assertThat(ask(ACME, room, agents).statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room))
        .containsExactly("ListRooms", "ListDispatch", "CreateDispatch", "CreateDispatch");
    assertThat(livekit.agents(room)).containsExactly("a", "b");
  }

  /** Another request has created it at the same moment: LiveKit leaves out the agents of ours. */
  @Test
  void areDispatchedToARoomThatCreateRoomHasFound() {
    String room = newRoom();
    livekit.will("CreateRoom", room, answer(200, FaultyLiveKit.room(room, MINE)));
    assertThat(ask(ACME, room, "{\"agent_name\":\"a\"}").statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room))
        .containsExactly("ListRooms", "CreateRoom", "ListDispatch", "CreateDispatch");
  }

  @Test
  void areStartedOnceByARequestThatBeginsAgain() {
    String room = newRoom();
    livekit.will("ListRooms", room, FaultyLiveKit.listed(room, ""));
    livekit.will("UpdateRoomMetadata", room, answer(404, "{\"code\":\"not_found\"}"));
    assertThat(ask(ACME, room, "{\"agent_name\":\"a\"}").statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room)).endsWith("ListRooms", "CreateRoom", "ListDispatch");
    assertThat(livekit.agents(room)).containsExactly("a");
  }

  @Test
  void areNotAskedForAgainWhenTheConnectionEnds() {
    String room = existing();
    livekit.will("CreateDispatch", room, reset());
    assertPassing(ask(ACME, room, "{\"agent_name\":\"a\"}"), "livekit_unreachable");
    assertThat(livekit.calls(room)).containsExactly("ListRooms", "ListDispatch", "CreateDispatch");
  }

  /** And the room stays the tenant's. */
  @Test
  void leaveNoTokenWithoutThem() {
    for (String method : new String[] {"ListDispatch", "CreateDispatch"}) {
      assertRefused(method, answer(500, "evil"), "livekit_failed");
      assertRefused(method, answer(401, "evil"), "livekit_rejected_credentials");
      assertRefused(method, answer(404, "{\"code\":\"bad_route\"}"), "livekit_failed");
    }
  }

  @Test
  void leaveTheTokenToStartThemWhereTheRoomHasEnded() {
    String room = existing();
    livekit.will("ListDispatch", room, answer(503, "{\"code\":\"unavailable\"}"));
    assertThat(ask(ACME, room, "{\"agent_name\":\"a\"}").statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room)).containsExactly("ListRooms", "ListDispatch");
  }

  @Test
  void ofAnAnonymousCallerAreInTheTokenAlone() {
    String room = existing();
    assertThat(ask(null, room, "{\"agent_name\":\"a\"}").statusCode()).isEqualTo(200);
    assertThat(livekit.calls(room)).isEmpty();
  }

  private void assertRefused(String method, Behaviour fault, String code) {
    String room = existing();
    livekit.will(method, room, fault);
    assertProblem(ask(ACME, room, "{\"agent_name\":\"a\"}"), code);
    assertProblem(
        gateway.token(FaultyLiveKit.GLOBEX, request(room)), "room_owned_by_another_tenant");
    assertThat(livekit.agents(room)).isEmpty();
    assertThat(ask(ACME, room, "{\"agent_name\":\"a\"}").statusCode()).isEqualTo(200);
    assertThat(livekit.agents(room)).containsExactly("a");
  }

  private HttpResponse<String> ask(String authorization, String room, String agents) {
    String request = request(room);
    return gateway.token(
        authorization,
        request.substring(0, request.length() - 1)
            + ",\"room_config\":{\"agents\":[%s]}}".formatted(agents));
  }

  private String existing() {
    String room = newRoom();
    livekit.has(room, MINE);
    return room;
  }
}
