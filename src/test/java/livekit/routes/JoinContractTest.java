package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Participants with LiveKit's own client (@livekit/rtc-node) join a real livekit-server with tokens
 * of the gateway, over WebRTC and with sound. Who is in which room is in {@code
 * target/join-test.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path REPORT = Path.of("target/join-test.md");
  private static final String ROOM = "standup";
  private static final String OTHER = "interview";
  private static final String ACME = "Bearer acme-secret-of-the-tests";
  private static final String GLOBEX = "Bearer globex-secret-of-the-tests";

  /** What each participant has seen and heard until now, as join-rooms.mjs prints it. */
  private final Map<String, JsonNode> states = new ConcurrentHashMap<>();

  private LiveKitServer server;
  private RunningGateway gateway;
  private LiveKitAdmin livekit;
  private Process node;

  @BeforeAll
  void join() throws Exception {
    LiveKitServer.require();
    NodeClient.require("@livekit/rtc-node");
    server = LiveKitServer.start("join-key", "join-secret-of-at-least-32-bytes!!");
    livekit = new LiveKitAdmin(server.url(), server.apiKey(), server.apiSecret());
    gateway =
        RunningGateway.with(
            Map.of(
                "LIVEKIT_URL",
                server.url().toString(),
                "LIVEKIT_API_KEY",
                server.apiKey(),
                "LIVEKIT_API_SECRET",
                server.apiSecret(),
                "AUTH_API_SECRETS_JSON",
                """
                [{"id":"acme","secret":"acme-secret-of-the-tests"},
                 {"id":"globex","secret":"globex-secret-of-the-tests"}]"""));
    ArrayNode participants = JSON.createArrayNode();
    // Ben first: whoever comes to his room later would be seen by him.
    participants.add(participant("ben", GLOBEX, OTHER));
    participants.add(participant("ada", ACME, ROOM));
    participants.add(participant("cy", ACME, ROOM));
    node = NodeClient.start(Map.of("NODE_ENV", "production"), "join-rooms.mjs");
    readStates(node.inputReader());
    Writer input = node.outputWriter();
    input.write(participants + "\n");
    input.flush();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> assertThat(node.isAlive()).isTrue())
        .until(() -> hears("ada", "cy") && hears("cy", "ada") && states.containsKey("ben"));
  }

  @AfterAll
  void stop() throws Exception {
    if (node != null) {
      node.outputWriter().close();
      if (!node.waitFor(10, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    }
    if (gateway != null) {
      gateway.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void putsAParticipantIntoTheRoomOfItsTokenAndIntoNoOther() throws Exception {
    Files.writeString(REPORT, report());

    assertThat(livekit.participants(ROOM)).containsExactly("ada", "cy");
    assertThat(livekit.participants(OTHER)).containsExactly("ben");
    assertThat(livekit.metadata(ROOM)).isEqualTo("{\"auth_id\":\"acme\"}");
    assertThat(livekit.metadata(OTHER)).isEqualTo("{\"auth_id\":\"globex\"}");
    assertThat(states.get("ada").path("room").textValue()).isEqualTo(ROOM);
    assertThat(states.get("ben").path("room").textValue()).isEqualTo(OTHER);
  }

  @Test
  void letsThoseOfOneRoomSeeAndHearEachOther() {
    assertThat(names("ada", "sees")).containsExactly("cy");
    assertThat(names("ada", "hears")).containsExactly("cy");
    assertThat(names("cy", "sees")).containsExactly("ada");
    assertThat(names("cy", "hears")).containsExactly("ada");
  }

  @Test
  void showsAParticipantNothingOfAnotherRoom() {
    assertThat(names("ben", "sees")).isEmpty();
    assertThat(names("ben", "hears")).isEmpty();
  }

  @Test
  void givesNoTokenForTheRoomOfAnotherTenantThatIsInUse() {
    ErrorTable.assertProblem(ask("ben", GLOBEX, ROOM), "room_owned_by_another_tenant");
  }

  private JsonNode participant(String who, String authorization, String room) throws Exception {
    HttpResponse<String> answer = ask(who, authorization, room);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode json = JSON.readTree(answer.body());
    return JSON.createObjectNode()
        .put("who", who)
        .put("url", json.path("livekit_url").textValue())
        .put("token", json.path("token").textValue());
  }

  private HttpResponse<String> ask(String who, String authorization, String room) {
    return gateway.token(
        authorization,
        JSON.createObjectNode()
            .put("room_name", room)
            .put("participant_name", who)
            .put("participant_identity", who)
            .toString());
  }

  private void readStates(BufferedReader lines) {
    Thread reader =
        new Thread(
            () ->
                lines
                    .lines()
                    .forEach(
                        line -> {
                          JsonNode state = tree(line);
                          // The client may have something to say of its own.
                          if (state.has("who")) {
                            states.put(state.path("who").textValue(), state);
                          }
                        }));
    reader.setDaemon(true);
    reader.start();
  }

  private boolean hears(String who, String whom) {
    return names(who, "hears").contains(whom);
  }

  private Set<String> names(String who, String what) {
    Set<String> names = new TreeSet<>();
    states.getOrDefault(who, JSON.nullNode()).path(what).forEach(n -> names.add(n.textValue()));
    return names;
  }

  private String report() {
    List<String> lines = new ArrayList<>();
    lines.add("| Room | Its owner | Who is in it, says LiveKit | What its clients say |");
    lines.add("|---|---|---|---|");
    for (String each : List.of(ROOM, OTHER)) {
      List<String> said = new ArrayList<>();
      for (String who : livekit.participants(each)) {
        said.add(who + " sees " + names(who, "sees") + " and hears " + names(who, "hears"));
      }
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  each,
                  tree(livekit.metadata(each)).path("auth_id").textValue(),
                  String.join(", ", livekit.participants(each)),
                  String.join("; ", said)));
    }
    HttpResponse<String> refused = ask("ben", GLOBEX, ROOM);
    lines.add("");
    lines.add(
        "globex asks for a token for %s: %d %s"
            .formatted(ROOM, refused.statusCode(), tree(refused.body()).path("code").textValue()));
    return String.join("\n", lines) + "\n";
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
