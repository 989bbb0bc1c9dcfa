package livekit.routes.twirp;

import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import livekit.routes.twirp.CallingContext.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitHttpClientConfigurerTest {
  private final BadServer server = new BadServer();
  private CallingContext calls;

  @BeforeEach
  void start() throws Exception {
    calls = CallingContext.patient(server.url(), 1);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  @Test
  void sendsTheCallAndGivesItsAnswer() {
    server.will(answer(200, "{\"rooms\":[]}", "Content-Type: application/json"));

    Outcome outcome = calls.call();

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.body()).isEqualTo("{\"rooms\":[]}");
    assertThat(server.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.head())
                  .startsWith("POST /twirp/livekit.RoomService/X HTTP/1.1\r\n")
                  .contains("\r\nAuthorization: Bearer ours\r\n")
                  .doesNotContainIgnoringCase("accept-encoding");
              assertThat(request.body()).isEqualTo("{\"names\":[\"r\"]}");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 408, 412, 429, 500, 503})
  void givesEveryStatusWithItsBodyAndDoesNotFollowOrRepeatIt(int status) {
    server.will(
        answer(
            status,
            "{\"code\":\"x\"}",
            "Location: /elsewhere",
            "Retry-After: 0",
            "WWW-Authenticate: Basic realm=\"x\""));

    Outcome outcome = calls.call();

    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.body()).isEqualTo("{\"code\":\"x\"}");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void givesAnEmptyBodyForAnAnswerWithoutOne() {
    server.will(connection -> connection.send("HTTP/1.1 204 No Content\r\n\r\n"));

    assertThat(calls.call().body()).isEmpty();
  }

  @Test
  void passesNoHeaderOfLiveKitNorItsReasonPhrase() {
    server.will(
        answer(
            200,
            "{}",
            "X-Of-LiveKit: 1",
            "Content-Type: text/x; charset=bogus",
            "Authorization: x"));

    assertThat(calls.call().headers())
        .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.HTTP_RESPONSE_TEXT)
        .containsEntry(Exchange.HTTP_RESPONSE_TEXT, "OK");
  }

  @Test
  void keepsNoCookies() {
    server.will(answer(200, "{}", "Set-Cookie: tenant=one; Path=/"));
    calls.call();
    calls.call();

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).head()).doesNotContainIgnoringCase("cookie");
  }

  @Test
  void keepsTheConnectionForTheNextCall() {
    server.will(answer(200, "{}"), answer(404, "{}"), Behaviour.answerInChunks(512));
    for (int call = 0; call < 4; call++) {
      assertThat(calls.call().failure()).isNull();
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void leavesAConnectionThatLiveKitWillClose() {
    server.will(answer(200, "{}", "Connection: close"));
    calls.call();
    calls.call();

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void opensAConnectionForEachCallWhereItIsAskedTo() {
    calls.callAfresh();
    calls.callAfresh();

    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.requests().get(0).head()).contains("\r\nConnection: close\r\n");
  }
}
