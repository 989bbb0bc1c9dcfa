package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link TokenSourceContract}, and the agents that a tenant asks for: for any LiveKit. A room that
 * is made without agents has the one without a name: so it is in LiveKit.
 */
abstract class AgentContract extends TokenSourceContract {
  private static final String HELPER = "{\"agent_name\":\"helper\"}";

  @Test
  void startsTheAgentsWithTheRoomThatItCreates() throws Exception {
    String room = newRoom();
    assertOpens(ask(ACME, room, HELPER + ",{\"agentName\":\"clerk\",\"metadata\":\"m\"}"), room);

    assertThat(agents(room)).containsExactlyInAnyOrder("helper", "clerk");
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'", "\"", "${body}"})
  void startsAnAgentInARoomThatExists(String quote) throws Exception {
    String room = quote + newRoom() + quote;
    livekit.create(room, "{\"auth_id\":\"acme\"}");
    String agent =
        """
        {"agent_name":"'helper'","metadata":"{\\"a\\":1}","attributes":{"k":"ünï"},
         "deployment":"blue","restart_policy":"JRP_NEVER"}""";
    assertOpens(ask(ACME, room, agent), room);

    assertThat(agents(room)).containsExactly("", "'helper'");
    JsonNode started = livekit.dispatches(room).get(1);
    assertThat(started.path("metadata").textValue()).isEqualTo("{\"a\":1}");
    assertThat(started.path("attributes").path("k").textValue()).isEqualTo("ünï");
    assertThat(started.path("deployment").textValue()).isEqualTo("blue");
    assertThat(started.path("restart_policy").textValue()).isEqualTo("JRP_NEVER");
  }

  @Test
  void startsAnAgentInARoomThatItAdopts() throws Exception {
    String room = newRoom();
    livekit.create(room, "");
    assertOpens(ask(ACME, room, HELPER), room);

    assertThat(agents(room)).containsExactly("", "helper");
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void startsAnAgentOnceForARoomHoweverManyAskForIt() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");
    assertOpens(ask(ACME, room, HELPER), room);
    assertOpens(ask(ACME, room, "{\"agent_name\":\"helper\",\"metadata\":\"for another\"}"), room);
    assertOpens(ask(ACME, room, HELPER + ',' + HELPER + ",{\"agent_name\":\"clerk\"}"), room);

    assertThat(agents(room)).containsExactly("", "helper", "clerk");
  }

  /** Where they meet, one of them creates the room, and the others find its agent. */
  @Test
  void startsAnAgentOnceForANewRoomThatManyAskForAtOnce() throws Exception {
    String room = newRoom();
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(ACME, room, HELPER)))
            .toList();
    for (CompletableFuture<HttpResponse<String>> each : asked) {
      assertOpens(each.join(), room);
    }

    assertThat(agents(room)).containsExactly("helper");
  }

  @Test
  void startsAnAgentOfAnotherDeploymentBesideIt() throws Exception {
    String room = newRoom();
    assertOpens(ask(ACME, room, HELPER), room);
    assertOpens(ask(ACME, room, "{\"agent_name\":\"helper\",\"deployment\":\"blue\"}"), room);

    assertThat(agents(room)).containsExactly("helper", "helper");
  }

  @Test
  void startsNoAgentThatNobodyHasAskedFor() throws Exception {
    String room = newRoom();
    assertOpens(ask(ACME, room), room);
    assertOpens(ask(ACME, room, ""), room);

    assertThat(agents(room)).containsExactly("");
  }

  @Test
  void startsNoAgentForARequestThatIsRefused() {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"globex\"}");

    assertRefused(ask(ACME, room, HELPER), 403, "room_owned_by_another_tenant");
    assertThat(agents(room)).containsExactly("");
  }

  /** A token for this room, with these entries of {@code agents}. */
  HttpResponse<String> ask(String authorization, String room, String agents) {
    String request = request(room);
    return gateway.token(
        authorization,
        request.substring(0, request.length() - 1)
            + ",\"room_config\":{\"agents\":[%s]}}".formatted(agents));
  }

  /** The names of the agents that are to be in the room, the first to start first. */
  List<String> agents(String room) {
    return livekit.dispatches(room).stream()
        .map(dispatch -> dispatch.path("agent_name").textValue())
        .toList();
  }
}
