package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our claim on a room and the owner in LiveKit's metadata are not of one mind. */
class SecondWitnessEdgeTest {
  private static final String GLOBEX_OWNS = "{\"auth_id\":\"globex\"}";

  private FaultyLiveKit livekit;
  private RunningGateway gateway;
  private LogLines log;

  @BeforeEach
  void start() {
    livekit = new FaultyLiveKit();
    gateway = RunningGateway.with(livekit.settings());
    log = LogLines.of("livekit.routes");
  }

  @AfterEach
  void stop() {
    log.close();
    gateway.close();
    livekit.close();
  }

  @Test
  void anOwnerSetByHandWinsOverAClaimOfTheSameRequestWhichIsGivenBack() {
    String room = newRoom();
    livekit.has(room, GLOBEX_OWNS);
    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");

    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    assertThat(livekit.metadata(room)).isEqualTo(GLOBEX_OWNS);
    assertThat(warnings(log)).as("an ordinary refusal: any tenant may ask for any name").isEmpty();
  }

  @Test
  void anOwnerSetByHandStopsATenantThatKeepsAClaimAndDoesNotLetTheOtherIn() {
    String room = newRoom();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    livekit.has(room, GLOBEX_OWNS);

    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
    assertProblem(gateway.token(GLOBEX, request(room)), "room_owned_by_another_tenant");
    assertThat(warnings(log))
        .as("the claim kept by another tenant is refused without a word")
        .singleElement()
        .asString()
        .startsWith(
            "WARN Refused room \""
                + room
                + "\" to tenant \"acme\": it keeps a claim on it, but LiveKit's metadata names"
                + " \"globex\" as its owner.")
        .contains("release the claim")
        .matches("(?s).* \\(exchange [^ ]+\\)");

    livekit.has(room, "{\"auth_id\":\"acme\"}");
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void anOwnerThatShowsInTheAnswerToOurOwnCallStopsTheTenantToo() {
    for (String method : new String[] {"CreateRoom", "UpdateRoomMetadata"}) {
      String room = newRoom();
      if (method.equals("UpdateRoomMetadata")) {
        livekit.has(room, "{}");
      }
      livekit.will(method, room, answer(200, FaultyLiveKit.room(room, GLOBEX_OWNS)));
      assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");
    }
    assertThat(warnings(log))
        .hasSize(2)
        .allMatch(line -> line.contains("it had just claimed the room"));
  }

  @Test
  void aNameCannotForgeALineOfTheLog() {
    String room = "a\"\n2026-01-01 \u001b[31mWARN \u202e\u2028x";
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    livekit.has(room, "{\"auth_id\":\"globex\\nevil\"}");
    assertProblem(gateway.token(ACME, request(room)), "room_owned_by_another_tenant");

    assertThat(warnings(log))
        .singleElement()
        .asString()
        .contains("room \"a\\\"\\u000a2026-01-01 \\u001b[31mWARN \\u202e\\u2028x\" to")
        .contains("names \"globex\\u000aevil\"")
        .doesNotContain("\n", "\u001b", "\u202e", "\u2028");
  }

  @Test
  void whatAgreesOrIsPlainlyAnotherTenantsIsNotReported() {
    String room = newRoom();
    gateway.token(ACME, request(room));
    gateway.token(ACME, request(room));
    gateway.token(GLOBEX, request(room));
    assertThat(warnings(log)).isEmpty();
  }

  private static List<String> warnings(LogLines log) {
    return log.lines().stream().filter(line -> line.startsWith("WARN ")).toList();
  }
}
