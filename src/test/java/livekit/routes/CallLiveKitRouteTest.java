package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitTimeoutException;
import livekit.routes.twirp.LiveKitUnreachableException;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code call-livekit} sends, repeats and makes of the answers. */
@CamelMainTest
class CallLiveKitRouteTest extends RouteTestSupport {
  private static final String BODY = "{\"names\":[\"lobby\"]}";

  @Test
  void sendsTheCallAndNoHeaderOfAnybody() {
    call(200, "{}");

    PostedToLiveKit posted = PostedToLiveKit.only(mock("livekit"));
    assertThat(posted.path()).isEqualTo("livekit.RoomService/ListRooms");
    assertThat(posted.body()).isEqualTo(BODY);
    assertThat(posted.grants()).isEqualTo(Map.of("roomList", true));
    assertThat(posted.headers()).containsExactly("Authorization", "CamelHttpPath", "Content-Type");
  }

  @Test
  void leavesTheAnswerInTheBodyAndNoHeader() {
    Exchange done = call(200, "{\"name\":\"lobby\"}");

    assertThat(done.getMessage().getBody(String.class)).isEqualTo("{\"name\":\"lobby\"}");
    assertThat(done.getMessage().getHeaders()).isEmpty();
    assertThat(done.getVariable("error")).as("of a call before").isNull();
  }

  @Test
  void leavesTheCodeOfARoomThatLiveKitDoesNotHave() {
    Exchange done = call(404, "{\"code\":\"not_found\",\"msg\":\"our token\"}");

    assertThat(done.getVariable("error")).isEqualTo("not_found");
    assertThat(done.getMessage().getHeaders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, LiveKitRejectedCredentialsException",
    "403, LiveKitRejectedCredentialsException",
    "404, LiveKitFailedException",
    "201, LiveKitFailedException",
    "301, LiveKitFailedException",
    "400, LiveKitFailedException",
    "429, LiveKitBusyException",
    "500, LiveKitFailedException",
    "503, LiveKitBusyException",
  })
  void endsAtAnyOtherStatusAndLeavesTheFailureToItsCaller(int status, String failure) {
    Exchange done = call(status, "{\"code\":\"bad_route\"}");

    assertThat(done.getException().getClass().getSimpleName()).isEqualTo(failure);
  }

  @Test
  void asksOnceMoreOnANewConnectionWhenThePooledOneWasClosed() {
    mock("livekit-again").whenAnyExchangeReceived(answers(200, "{\"rooms\":[]}"));
    Exchange done = callThatFails(new ConnectionEndedException(new IOException("reset")));

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable("room")).as("LiveKit has none").isNull();
    assertThat(PostedToLiveKit.only(mock("livekit-again")))
        .isEqualTo(PostedToLiveKit.only(mock("livekit")));
  }

  @Test
  void doesNotAskAThirdTime() {
    ConnectionEndedException ended = new ConnectionEndedException(new IOException("reset"));
    mock("livekit-again")
        .whenAnyExchangeReceived(
            exchange -> {
              throw ended;
            });

    assertThat(Answer.of(callThatFails(ended)).code()).isEqualTo("livekit_unreachable");
    assertThat(mock("livekit").getReceivedCounter()).isEqualTo(1);
    assertThat(mock("livekit-again").getReceivedCounter()).isEqualTo(1);
  }

  static Stream<Arguments> otherFailures() {
    return Stream.of(
        arguments(new LiveKitTimeoutException("in a test"), "livekit_timeout"),
        arguments(new LiveKitUnreachableException("in a test"), "livekit_unreachable"),
        arguments(new LiveKitFailedException("in a test"), "livekit_failed"));
  }

  @ParameterizedTest
  @MethodSource("otherFailures")
  void asksOnceWhenTheCallFailedInAnyOtherWay(Exception failure, String code) {
    assertThat(Answer.of(callThatFails(failure)).code()).isEqualTo(code);
    assertThat(mock("livekit").getReceivedCounter()).isEqualTo(1);
    assertThat(mock("livekit-again").getReceivedCounter()).isZero();
  }

  private Exchange call(int status, String body) {
    mock("livekit").whenAnyExchangeReceived(answers(status, body));
    return send(
        "call-livekit",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.setVariable("service", "RoomService");
          exchange.setVariable("method", "ListRooms");
          exchange.setVariable("grant", "roomList");
          exchange.setVariable("error", "not_found");
          exchange.getMessage().setHeader("authorization", "Bearer of the caller");
          exchange.getMessage().setHeader("X-Custom", "evil");
          exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "evil");
          exchange.getMessage().setBody(BODY);
        });
  }

  /** By way of find-room: what fails inside doTry, the error table of the calling route answers. */
  private Exchange callThatFails(Exception failure) {
    mock("livekit")
        .whenAnyExchangeReceived(
            exchange -> {
              throw failure;
            });
    return send("find-room", tenantAsks("acme", "lobby"));
  }
}
