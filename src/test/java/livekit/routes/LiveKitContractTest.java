package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract against a real livekit-server. */
class LiveKitContractTest extends AgentContract {
  private LiveKitServer server;

  @Override
  Access startLiveKit() {
    LiveKitServer.require();
    server = LiveKitServer.start("contract-key", "contract-secret-of-at-least-32-bytes");
    return new Access(server.url(), server.apiKey(), server.apiSecret());
  }

  @Override
  void stopLiveKit() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void makesARoomAgainWithTheLimitsOfItsTenantWhenTheHolderOfATokenJoins() throws Exception {
    String room = "limited-" + newRoom();
    HttpResponse<String> answer = limited.token(LIMITED, request(room));
    assertOpens(answer, room);
    livekit.delete(room);

    WebSocket joined = join(token(answer));
    Awaitility.await().until(() -> !livekit.room(room).isMissingNode());
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"limited\"}");
    assertThat(livekit.room(room).path("max_participants").asInt()).isEqualTo(2);
    assertThat(livekit.room(room).path("empty_timeout").asInt()).isEqualTo(600);
    joined.abort();
  }

  /** LiveKit ignores the agents of a token where the room exists. */
  @Test
  void startsNoAgentASecondTimeWhenTheHolderOfATokenJoins() throws Exception {
    String room = newRoom();
    livekit.create(room, "");
    HttpResponse<String> first = ask(ACME, room, "{\"agent_name\":\"helper\"}");
    HttpResponse<String> second = ask(ACME, room, "{\"agent_name\":\"helper\"}");
    List<WebSocket> joined = List.of(join(token(first)), join(token(second)));

    assertThat(agents(room)).containsExactly("", "helper");
    joined.forEach(WebSocket::abort);
  }

  @Test
  void startsTheAgentsOfTheTokenWithARoomThatEndedBeforeTheJoin() throws Exception {
    String room = newRoom();
    HttpResponse<String> answer = ask(ACME, room, "{\"agent_name\":\"helper\"}");
    livekit.delete(room);

    WebSocket joined = join(token(answer));
    Awaitility.await().until(() -> !livekit.room(room).isMissingNode());
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
    assertThat(agents(room)).containsExactly("helper");
    joined.abort();
  }

  /** What a client SDK does first. */
  private WebSocket join(String token) {
    URI url = URI.create(settings.get("LIVEKIT_URL").replace("http", "ws") + "/rtc?protocol=15");
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(url, new WebSocket.Listener() {})
        .join();
  }
}
