package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.token.RoomAgent;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which agents are started, and what becomes of a request whose agents cannot be. */
@CamelMainTest
class DispatchAgentsRouteTest extends RouteTestSupport {
  private static final String NONE = "200 {\"agent_dispatches\":[]}";
  private static final String HELPER =
      "200 {\"agent_dispatches\":[{\"agent_name\":\"helper\",\"deployment\":\"\"}]}";

  private final List<String> calls = new ArrayList<>();
  private final List<Map<String, Object>> grants = new ArrayList<>();

  @Test
  void startsWhatTheRoomDoesNotHave() {
    dispatch(HELPER, "200 {}", "200 {}");

    assertThat(calls)
        .containsExactly(
            "ListDispatch {\"room\":\"lobby\"}",
            "CreateDispatch {\"room\":\"lobby\",\"agentName\":\"clerk\",\"metadata\":\"m\"}",
            "CreateDispatch {\"room\":\"lobby\"}");
    assertThat(grants).containsOnly(Map.of("roomAdmin", true, "room", "lobby"));
  }

  @Test
  void startsNobodyWhereTheyAreAllThere() {
    dispatch(HELPER.replace("]", ",{\"agent_name\":\"clerk\"},{}]"));

    assertThat(calls).hasSize(1);
  }

  /** The token's agents start with the room that LiveKit makes at the join. */
  @ParameterizedTest
  @CsvSource({"404, not_found", "503, unavailable"})
  void startsNobodyInARoomThatNoNodeHas(int status, String code) {
    Exchange done = dispatch(status + " {\"code\":\"" + code + "\",\"msg\":\"leak\"}");

    assertThat(calls).hasSize(1);
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getHeaders()).isEmpty();
    assertThat(done.getVariable("status")).as("of a problem").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 not JSON                                  | livekit_failed",
        "200 {}                                        | livekit_failed",
        "200 {\"agent_dispatches\":{}}                 | livekit_failed",
        "200 {\"agent_dispatches\":[5]}                | livekit_failed",
        "200 {\"agent_dispatches\":[{\"agent_name\":5}]} | livekit_failed",
        "503 {}                                        | livekit_failed",
        "503 {\"code\":\"resource_exhausted\"}         | livekit_failed",
        "429 {\"code\":\"unavailable!\"}               | livekit_failed",
        "401 {}                                        | livekit_rejected_credentials",
        "500 {}                                        | livekit_failed",
      })
  void startsNobodyWhereTheAnswerDoesNotSayWhoIsThere(String answer, String code) {
    assertThat(Answer.of(dispatch(answer)).code()).isEqualTo(code);
    assertThat(calls).hasSize(1);
  }

  @Test
  void endsAtTheFirstAgentThatDoesNotStart() {
    assertThat(Answer.of(dispatch(NONE, "200 {}", "500 {}")).code()).isEqualTo("livekit_failed");
    assertThat(calls).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 {\"code\":\"not_found\"}", "503 {\"code\":\"unavailable\"}"})
  void endsWhereTheRoomVanishesBeforeAnAgentStarts(String answer) {
    assertThat(Answer.of(dispatch(NONE, answer)).code()).isEqualTo("livekit_failed");
    assertThat(calls).hasSize(2);
  }

  /** LiveKit may have started the agent already. */
  @Test
  void asksForAnAgentOnceWhenTheConnectionEnds() {
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> {
              if (path(exchange).endsWith("/ListDispatch")) {
                answers(200, NONE.substring(4)).process(exchange);
              } else {
                throw new ConnectionEndedException(new IOException("reset"));
              }
            });

    assertThat(Answer.of(send("dispatch-agents", asked())).code()).isEqualTo("livekit_unreachable");
    assertThat(mock("livekit-again").getReceivedCounter()).isZero();
  }

  /** LiveKit's answers, one after the other: a status, a blank, the body. */
  private Exchange dispatch(String... answers) {
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> {
              String answer = answers[calls.size()];
              PostedToLiveKit posted = PostedToLiveKit.of(exchange);
              calls.add(
                  posted.path().replace("livekit.AgentDispatchService/", "") + ' ' + posted.body());
              grants.add(posted.grants());
              answers(Integer.parseInt(answer.substring(0, 3)), answer.substring(4))
                  .process(exchange);
            });
    return send("dispatch-agents", asked());
  }

  private static String path(Exchange exchange) {
    return exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
  }

  private static Processor asked() {
    return exchange -> {
      tenantAsks("acme", "lobby").process(exchange);
      exchange.setVariable(
          "agents",
          List.of(
              new RoomAgent("helper", null, null, null, null),
              new RoomAgent("clerk", "m", null, null, null),
              new RoomAgent(null, null, null, null, null)));
    };
  }
}
