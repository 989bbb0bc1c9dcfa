package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.endAfter;
import static livekit.routes.twirp.Behaviour.hang;

import java.net.http.HttpResponse;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The statuses of failures of LiveKit with {@code LIVEKIT_FAILURE_STATUS=precise}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreciseStatusEdgeTest {
  private FaultyLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings(), "LIVEKIT_FAILURE_STATUS", "precise");
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void ofALiveKitThatCannotBeReachedIs503() {
    assertProblem(after("ListRooms", end(), end()), 503, "livekit_unreachable");
    assertProblem(after("CreateRoom", end(), end()), 503, "livekit_unreachable");
  }

  @Test
  void ofALiveKitThatDoesNotAnswerIs504() {
    assertProblem(after("ListRooms", hang()), 504, "livekit_timeout");
  }

  @Test
  void ofALiveKitThatRejectsOurCredentialsIs502() {
    assertProblem(after("ListRooms", answer(401, "{}")), 502, "livekit_rejected_credentials");
    assertProblem(after("CreateRoom", answer(403, "{}")), 502, "livekit_rejected_credentials");
  }

  @Test
  void ofALiveKitThatFailsIs502() {
    assertProblem(after("ListRooms", answer(500, "{}")), 502, "livekit_failed");
    assertProblem(after("ListRooms", answer(200, "evil")), 502, "livekit_failed");
    assertProblem(after("ListRooms", endAfter("H")), 502, "livekit_failed");
  }

  @Test
  void leavesTheOtherFailuresAt500() {
    assertProblem(after("CreateRoom", answer(500, "{}")), 500, "room_creation_failed");
    String room = newRoom();
    livekit.has(room, "evil");
    assertProblem(gateway.token(ACME, request(room)), 500, "room_metadata_unreadable");
  }

  private HttpResponse<String> after(String method, Behaviour... behaviours) {
    String room = newRoom();
    livekit.will(method, room, behaviours);
    return gateway.token(ACME, request(room));
  }
}
