package livekit.routes.kamelet;

import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.routes.rpc.LiveKitErrorException;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.settings.LiveKitSettings;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitNotConfiguredException;
import livekit.routes.twirp.LiveKitTimeoutException;
import livekit.routes.twirp.LiveKitUnreachableException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcActionTest {
  private static final Pattern TOKEN = Pattern.compile("Authorization: Bearer (\\S+)");
  private static final String SECRET = "a secret, (\"quoted\") & 'more' #%?=";

  private final BadServer livekit = new BadServer();
  private PlainApplication application;

  @AfterEach
  void stop() throws Exception {
    if (application != null) {
      application.close();
    }
    livekit.close();
  }

  @Test
  void postsTheRequestAndLeavesTheAnswer() throws Exception {
    livekit.will(answer(200, "{\"rooms\":[{\"name\":\"lobby\"}]}"));
    Exchange done = call("RoomService", "ListRooms", "{\"names\":[\"lobby\"]}");

    assertThat(done.getMessage().getBody()).isEqualTo("{\"rooms\":[{\"name\":\"lobby\"}]}");
    assertThat(sent().head())
        .startsWith("POST /twirp/livekit.RoomService/ListRooms HTTP/1.1")
        .contains("Content-Type: application/json");
    assertThat(sent().body()).isEqualTo("{\"names\":[\"lobby\"]}");
  }

  @Test
  void signsATokenOfAMinuteWithTheGrantAlone() throws Exception {
    call("RoomService", "CreateRoom", "{\"name\":\"lobby\",\"room\":\"other\"}");

    JWTClaimsSet claims = claims();
    assertThat(claims.getClaims().keySet())
        .containsExactlyInAnyOrder("iss", "nbf", "iat", "exp", "video");
    assertThat(claims.getIssuer()).isEqualTo("key");
    assertThat(claims.getClaim("video")).isEqualTo(Map.of("roomCreate", true));
    assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
        .isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"destination_room", "destinationRoom"})
  void takesTheRoomsOfAGrantFromTheRequestUnderEitherName(String field) throws Exception {
    call("RoomService", "MoveParticipant", Map.of("room", "'null'", "identity", "i", field, "b"));

    assertThat(claims().getClaim("video"))
        .isEqualTo(Map.of("roomAdmin", true, "room", "'null'", "destinationRoom", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"room\":null}",
        "{\"room\":\" \"}",
        "{\"room\":7}",
        "{\"room\":[\"a\"]}",
        "{\"room\":\"a\",\"room\":\"b\"}"
      })
  void callsNothingWithoutTheRoomThatAGrantIsFor(String body) throws Exception {
    assertThat(call("RoomService", "ListParticipants", body).getException())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(livekit.requests()).isEmpty();
  }

  @Test
  void callsNothingWithARoomUnderBothNames() throws Exception {
    Exchange done =
        call(
            "SIP",
            "TransferSIPParticipant",
            Map.of("room_name", "a", "roomName", "b", "participant_identity", "i"));

    assertThat(done.getException())
        .hasMessage(
            "SIP/TransferSIPParticipant needs the field room_name, once, as text that is not blank");
    assertThat(livekit.requests()).isEmpty();
  }

  @Test
  void takesTextBytesAStreamAMapAndNothing() throws Exception {
    byte[] bytes = "{\"names\":[\"ü\"]}".getBytes(StandardCharsets.UTF_8);
    start("RoomService", "ListRooms", Map.of());
    for (Object body : new Object[] {bytes, new ByteArrayInputStream(bytes), Map.of(), null, ""}) {
      assertThat(application.send(body).getException()).isNull();
    }

    assertThat(livekit.requests())
        .extracting(BadServer.Request::body)
        .containsExactly("{\"names\":[\"ü\"]}", "{\"names\":[\"ü\"]}", "{}", "{}", "{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret-text", "[]", "5", "null", "\"x\"", "{} {}"})
  void refusesWhatIsNoJsonObjectWithoutQuotingIt(String body) throws Exception {
    Exchange done = call("RoomService", "ListRooms", body);

    assertThat(done.getException())
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage("expected a JSON object as body, as text or as a map");
    assertThat(livekit.requests()).isEmpty();
  }

  @Test
  void sendsNoHeaderOfTheMessageAndLeavesThemAsTheyWere() throws Exception {
    Map<String, Object> headers =
        Map.of(
            "authorization", "Bearer callers-own",
            "X-Mine", "mine",
            "CamelHttpUri", "http://127.0.0.1:1/elsewhere",
            "CamelHttpMethod", "DELETE",
            "Content-Type", "text/plain");
    for (int status : new int[] {200, 404}) {
      livekit.will(answer(status, "{}", "X-LiveKit: leak", "Set-Cookie: a=b"));
    }
    start("RoomService", "ListRooms", Map.of());
    Exchange good = application.send("{}", headers, Map.of("mine", "kept"));
    Exchange bad = application.send("{}", headers, Map.of());

    assertThat(bad.getException()).isInstanceOf(LiveKitErrorException.class);
    assertThat(good.getMessage().getHeaders()).isEqualTo(headers);
    assertThat(bad.getMessage().getHeaders()).isEqualTo(headers);
    assertThat(good.getVariables()).isEqualTo(Map.of("mine", "kept"));
    assertThat(sent().head()).doesNotContainIgnoringCase("mine").doesNotContain("callers-own");
  }

  @Test
  void saysWhatLiveKitAnsweredInFieldsAndNothingOfItInTheMessage() throws Exception {
    livekit.will(
        answer(
            404,
            "{\"code\":\"not_found\",\"msg\":\"no room of Ada\",\"meta\":{\"sip_status_code\":\"486\"}}"));
    Exception failure = call("RoomService", "DeleteRoom", "{\"room\":\"ada\"}").getException();

    assertThat(failure)
        .isInstanceOfSatisfying(
            LiveKitErrorException.class,
            error -> {
              assertThat(error.getCode()).isEqualTo("not_found");
              assertThat(error.getStatus()).isEqualTo(404);
              assertThat(error.getMsg()).isEqualTo("no room of Ada");
              assertThat(error.getMeta()).isEqualTo(Map.of("sip_status_code", "486"));
            });
    assertThat(failure).hasMessage("LiveKit answered not_found (404)");
    assertThat(failure.toString()).doesNotContain("Ada");
  }

  @ParameterizedTest
  @CsvSource({"401,unauthenticated", "403,permission_denied", "404,bad_route", "503,unavailable"})
  void takesNothingOverFromAnErrorThatIsNotTwirps(int status, String code) throws Exception {
    livekit.will(answer(status, "invalid token: eyJ.our.token"));
    LiveKitErrorException error =
        (LiveKitErrorException) call("RoomService", "ListRooms", "{}").getException();

    assertThat(error.getCode()).isEqualTo(code);
    assertThat(error.getMsg()).isEmpty();
    assertThat(error.getMeta()).isEmpty();
  }

  @Test
  void refusesAnAnswerThatIsNoJsonObject() throws Exception {
    livekit.will(answer(200, "<html>"));

    assertThat(call("RoomService", "ListRooms", "{}").getException())
        .isInstanceOf(LiveKitFailedException.class);
  }

  @Test
  void sendsWhatOnlyReadsOnceMoreWhenTheConnectionEnds() throws Exception {
    livekit.will(end(), answer(200, "{\"rooms\":[]}"));

    assertThat(call("RoomService", "ListRooms", "{}").getMessage().getBody())
        .isEqualTo("{\"rooms\":[]}");
    assertThat(livekit.requests()).hasSize(2);
  }

  @Test
  void sendsWhatChangesSomethingOnceAndNeverOverAnOldConnection() throws Exception {
    start("RoomService", "CreateRoom", Map.of());
    application.send("{\"name\":\"a\"}");
    livekit.closeConnections();
    application.send("{\"name\":\"b\"}");
    livekit.will(end());
    Exchange lost = application.send("{\"name\":\"c\"}");

    assertThat(lost.getException()).isInstanceOf(LiveKitUnreachableException.class);
    assertThat(livekit.requests())
        .extracting(BadServer.Request::body)
        .containsExactly("{\"name\":\"a\"}", "{\"name\":\"b\"}", "{\"name\":\"c\"}");
    assertThat(livekit.connections()).isEqualTo(3);
  }

  @Test
  void endsACallThatTakesTooLong() throws Exception {
    livekit.will(hang());
    start("RoomService", "CreateRoom", Map.of("requestTimeout", "0.3s"));

    assertThat(application.send("{\"name\":\"a\"}").getException())
        .isInstanceOf(LiveKitTimeoutException.class);
  }

  @Test
  void takesTheLiveKitOfTheRegistryWhereNoneIsGiven() throws Exception {
    URI url = URI.create(livekit.url());
    LiveKitConnection bean =
        LiveKitConnection.of(Optional.of(new LiveKitSettings(url, url, "bean-key", SECRET)));
    application =
        PlainApplication.with(
            PlainApplication.route(
                "livekit-rpc-action", Map.of("service", "RoomService", "method", "ListRooms")),
            Map.of("livekit", bean));

    assertThat(application.send("{}").getException()).isNull();
    assertThat(claims().getIssuer()).isEqualTo("bean-key");
  }

  @Test
  void takesTheParametersBeforeAnyLiveKitOfTheRegistry() throws Exception {
    LiveKitConnection none = LiveKitConnection.of(Optional.empty());
    application =
        PlainApplication.with(
            PlainApplication.route("livekit-rpc-action", parameters("RoomService", "ListRooms")),
            Map.of("one", none, "two", LiveKitConnection.ofEnvironment(Map.of())));

    assertThat(application.send("{}").getException()).isNull();
    assertThat(claims().getIssuer()).isEqualTo("key");
  }

  @Test
  void failsAtTheCallWhereTheLiveKitOfTheRegistryIsNotConfigured() throws Exception {
    application =
        PlainApplication.with(
            PlainApplication.route(
                "livekit-rpc-action", Map.of("service", "RoomService", "method", "ListRooms")),
            Map.of("livekit", LiveKitConnection.of(Optional.empty())));

    assertThat(application.send("{}").getException())
        .rootCause()
        .isInstanceOf(LiveKitNotConfiguredException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method   | CreateRooms | RoomService has no method CreateRooms; expected one of CreateRoom,",
        "service  | Rooms       | LiveKit has no service Rooms; expected one of AgentDispatchService,",
        "requestTimeout | 6m   | expected a requestTimeout such as 10s, at most 5m",
        "requestTimeout | soon | expected a requestTimeout such as 10s, at most 5m",
        "url      | ftp://x     | expected a URL such as wss://livekit.example",
        "apiKey   |             | set apiKey and apiSecret, or neither of them"
      })
  void stopsTheStartWithAClearLine(String parameter, String value, String line) {
    Map<String, String> parameters = parameters("RoomService", "CreateRoom");
    if (value == null) {
      parameters.remove(parameter);
    } else {
      parameters.put(parameter, value);
    }

    assertThatThrownBy(
            () -> PlainApplication.with(PlainApplication.route("livekit-rpc-action", parameters)))
        .rootCause()
        .hasMessageStartingWith("livekit-rpc-action")
        .hasMessageContaining(line);
  }

  private Exchange call(String service, String method, Object body) throws Exception {
    start(service, method, Map.of());
    return application.send(body);
  }

  private void start(String service, String method, Map<String, String> more) throws Exception {
    Map<String, String> parameters = parameters(service, method);
    parameters.putAll(more);
    application = PlainApplication.with(PlainApplication.route("livekit-rpc-action", parameters));
  }

  private Map<String, String> parameters(String service, String method) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("service", service);
    parameters.put("method", method);
    parameters.put("url", livekit.url());
    parameters.put("apiKey", "key");
    parameters.put("apiSecret", "RAW(" + SECRET + ")");
    return parameters;
  }

  private BadServer.Request sent() {
    return livekit.requests().get(0);
  }

  private JWTClaimsSet claims() throws Exception {
    Matcher token = TOKEN.matcher(sent().head());
    assertThat(token.find()).isTrue();
    return SignedJWT.parse(token.group(1)).getJWTClaimsSet();
  }
}
