package livekit.routes.dev;

import static livekit.routes.dev.RunningEmulator.assertTwirp;
import static livekit.routes.dev.TestTokens.join;
import static livekit.routes.dev.TestTokens.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emulator's HTTP server; statuses and codes are those of livekit-server 1.13.5. */
class EmulatedLiveKitEdgeTest {
  private RunningEmulator liveKit;

  @BeforeEach
  void start() throws Exception {
    liveKit = new RunningEmulator();
  }

  @AfterEach
  void stop() {
    liveKit.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, ListRooms, application/json, 400, malformed, {",
    "POST, ListRooms, application/json, 400, malformed, ''",
    "POST, Nope, application/json, 404, bad_route, {}",
    "POST, listRooms, application/json, 404, bad_route, {}",
    "POST, ListRooms/x, application/json, 404, bad_route, {}",
    "GET, ListRooms, application/json, 404, bad_route, {}",
    "PUT, ListRooms, application/json, 404, bad_route, {}",
    "POST, ListRooms, text/plain, 404, bad_route, {}",
  })
  void refusesWhatIsNoCallOfRoomService(
      String method, String rpc, String type, int status, String code, String body)
      throws Exception {
    liveKit.answerFrom(new EmulatedRooms());

    assertTwirp(liveKit.send(liveKit.request(rpc, list(), type, method, body)), status, code);
  }

  @Test
  void refusesATokenThatIsNotValidWithPlainText() throws Exception {
    HttpResponse<String> answer = liveKit.call("ListRooms", "{}", "garbage");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void readsTheContentTypeWithoutItsParameters() throws Exception {
    liveKit.answerFrom(new EmulatedRooms());
    String type = "Application/JSON; charset=utf-8";

    assertThat(liveKit.send(liveKit.request("ListRooms", list(), type, "POST", "{}")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void hidesAFailureOfTheRoute() throws Exception {
    liveKit.answerFrom(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(EmulatedTwirp.ROUTE).throwException(new IllegalStateException("hidden"));
          }
        });

    HttpResponse<String> answer = liveKit.call("ListRooms", "{}", list());

    assertTwirp(answer, 500, "internal");
    assertThat(answer.body()).doesNotContain("hidden");
  }

  @Test
  void refusesALargeBody() throws Exception {
    String body = "{\"x\":\"" + "a".repeat(4 * 1024 * 1024) + "\"}";

    assertThat(liveKit.call("ListRooms", body, list()).statusCode()).isEqualTo(413);
  }

  @Test
  void isUnavailableBeforeItHasRoutes() throws Exception {
    assertTwirp(liveKit.call("ListRooms", "{}", list()), 503, "unavailable");
  }

  @Test
  void answersFromAnotherContextOnceItIsSwapped() throws Exception {
    EmulatedRooms others = new EmulatedRooms();
    others.seed("other", "");
    liveKit.answerFrom(new EmulatedRooms());
    liveKit.call("ListRooms", "{}", list());

    liveKit.answerFrom(others);
    liveKit.stopTheFormerContext();

    assertThat(liveKit.call("ListRooms", "{}", list()).body()).contains("\"name\":\"other\"");
  }

  @Test
  void serves128CallsAtOnce() throws Exception {
    int calls = 128;
    CyclicBarrier allAreHere = new CyclicBarrier(calls);
    liveKit.answerFrom(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(EmulatedTwirp.ROUTE)
                .process(exchange -> allAreHere.await(20, TimeUnit.SECONDS))
                .setBody(constant(Map.of()));
          }
        });

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, calls)
            .mapToObj(i -> liveKit.callAsync("ListRooms", "{}", list()))
            .toList();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void validatesTheTokenOfAParticipant() throws Exception {
    HttpResponse<String> answer = validate(join("ada", "a"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("success");
  }

  @Test
  void refusesATokenThatCannotJoin() throws Exception {
    assertThat(validate("").statusCode()).isEqualTo(401);
    assertThat(validate("garbage").statusCode()).isEqualTo(401);
    assertThat(validate(list()).statusCode()).isEqualTo(401);
    assertThat(validate(TestTokens.video(TestTokens.joinGrant("a"))).statusCode()).isEqualTo(400);
    assertThat(validate(join("ada", "")).statusCode()).isEqualTo(400);
    assertThat(validate(join("ada", "r".repeat(257))).statusCode()).isEqualTo(400);
    assertThat(validate(join("i".repeat(257), "a")).statusCode()).isEqualTo(400);
  }

  @Test
  void hasNothingElse() throws Exception {
    assertThat(liveKit.get("/twirp/livekit.Egress/ListEgress").statusCode()).isEqualTo(404);
    assertThat(liveKit.get("/rtc/validate/").statusCode()).isEqualTo(404);
    assertThat(liveKit.get("/").body()).isEqualTo("OK");
  }

  private HttpResponse<String> validate(String token) throws Exception {
    return liveKit.get("/rtc/validate?access_token=" + token);
  }
}
