package livekit.routes;

import static livekit.routes.twirp.Behaviour.answer;
import static livekit.routes.twirp.Behaviour.end;
import static livekit.routes.twirp.Behaviour.endAfter;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers and LiveKit send, and every secret, stay out of the log. */
class LogHygieneEdgeTest {
  private static final String TENANT = "secret-of-acme";
  private static final String API_SECRET = "secret-of-livekit-of-at-least-32-bytes";

  /** Secrets, tokens of either kind, query strings; and what a hostile caller or LiveKit sends. */
  private static final String WRONG =
      "secret-of|eyJ[A-Za-z0-9_-]{8,}|Bearer e|api_key|evil|participant_identity";

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void stop() {
    log.close();
    livekit.close();
  }

  @Test
  void holdsNothingThatCallersOrLiveKitSend() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.with(
            livekit.settings(),
            "LIVEKIT_API_SECRET",
            API_SECRET,
            "AUTH_API_SECRETS_JSON",
            "[{\"id\":\"acme\",\"secret\":\"%s\"},{\"id\":\" \",\"secret\":\"secret-of-nobody\"}]"
                .formatted(TENANT))) {
      makeItFail(gateway);
    }
    assertThat(log.of(Level.ERROR, "")).isEmpty();
    assertThat(log.of(Level.TRACE, ""))
        .noneMatch(CapturedLog.matching(WRONG))
        .anyMatch(
            CapturedLog.matching("500 room_metadata_unreadable: the metadata of the room cannot"))
        .hasSizeGreaterThan(1000);
  }

  private void makeItFail(RunningGateway gateway) throws Exception {
    String acme = "Bearer " + TENANT;
    for (String body :
        List.of(
            "", "evil", "[\"evil\"]", "{\"room_name\":{\"evil\":1}}", "{\"room_name\":\"evil")) {
      gateway.token(acme, body);
    }
    gateway.token(acme, TokenBody.with("room_name", "\"evil\\ud800\""));
    gateway.token(acme, TokenBody.body("\"room_config\":{\"evil\":\"evil\"}"));
    gateway.token(acme, TokenBody.with("participant_name", "\"evil\\nevil\""));
    gateway.token(null, TokenBody.with("room_name", "\"evil\""));
    for (String path : List.of("/livekit/connection", "/livekit/sessions/evil/token")) {
      for (String body :
          List.of(
              "",
              "evil",
              "{\"participant_metadata\":\"evil\",\"evil\":\"evil\"}",
              "{\"room_name\":\"evil\",\"roomName\":\"evil\"}",
              "{\"participantAttributes\":{\"evil\":{\"evil\":\"evil\"}}}",
              "{\"roomConfig\":{\"evil\":\"evil\"}}")) {
        Http.post(gateway.url(path), acme, body);
        Http.post(gateway.url(path), null, body);
      }
    }
    for (String call :
        List.of(
            "GET /livekit/rooms",
            "GET /livekit/rooms/evil",
            "GET /livekit/rooms/evil%FF",
            "PATCH /livekit/rooms/evil",
            "POST /livekit/rooms/evil/data",
            "GET /livekit/rooms/evil/participants",
            "GET /livekit/rooms/evil/participants/evil",
            "PATCH /livekit/rooms/evil/participants/evil",
            "POST /livekit/rooms/evil/participants/evil/mute",
            "DELETE /livekit/rooms/evil/participants/evil",
            "DELETE /livekit/rooms/evil")) {
      for (String body :
          List.of(
              "evil",
              "{\"metadata\":{\"evil\":\"evil\"}}",
              "{\"metadata\":\"evil\",\"name\":\"evil\",\"permission\":{\"can_publish\":true}}",
              "{\"permission\":{\"evil\":\"evil\"}}",
              "{\"data\":\"ZXZpbA==\",\"topic\":\"evil\",\"kind\":\"evil\"}",
              "{\"data\":\"ZXZpbA==\",\"topic\":\"evil\"}",
              "{\"track_sid\":\"evil\",\"muted\":\"evil\"}",
              "{\"track_sid\":\"evil\",\"muted\":true}")) {
        for (String credential : List.of("Bearer evil", acme)) {
          livekit.has("evil", "{\"auth_id\":\"acme\",\"x\":\"evil\"}");
          RawHttp.exchange(
              gateway,
              "%s?evil=evil HTTP/1.1\nHost: evil\nAuthorization: %s\n".formatted(call, credential)
                  + "Content-Type: application/json\nContent-Length: %d\n\n%s"
                      .formatted(body.length(), body));
        }
      }
    }
    gateway.token("Basic evil", TokenBody.body(""));
    gateway.token("Bearer secret-of-nobody", TokenBody.body(""));
    gateway.tokenWith("?api_key=" + TENANT + "&evil=evil");
    gateway.tokenWith("?api_key=evil");
    Http.get(gateway.url("/evil?api_key=" + TENANT));
    Http.post(gateway.url("/livekit/token?api_key=" + TENANT), null, "x".repeat(70_000));
    for (Map.Entry<String, String> each :
        Map.of("evil1", "evil", "evil2", "[\"evil\"]", "evil3", "{\"auth_id\":\"evil\"}")
            .entrySet()) {
      livekit.has(each.getKey(), each.getValue());
      gateway.token(acme, TokenContract.request(each.getKey()));
    }
    for (String method : List.of("ListRooms", "CreateRoom")) {
      livekit.will(
          method,
          "evil4",
          answer(500, "evil", "X-Evil: evil"),
          answer(401, "evil"),
          answer(200, "evil"),
          answer(200, "{\"rooms\":\"evil\"}"),
          answer(200, "null"),
          answer(404, "{\"code\":\"evil\"}"),
          endAfter("evil\r\n\r\n"),
          endAfter("HTTP/1.1 200 evil\r\nContent-Length: evil\r\n\r\n"),
          end(),
          end());
      for (int i = 0; i < 9; i++) {
        gateway.token(acme, TokenContract.request("evil4"));
      }
    }
    assertThat(gateway.token(acme, TokenContract.request("evil5")).statusCode()).isEqualTo(200);
    try (RawHttp gone = new RawHttp(gateway)) {
      gone.send("POST /livekit/token?api_key=evil HTTP/1.1\nHost: evil\n")
          .send("Content-Type: application/json\nContent-Length: 100\n\n{\"evil");
    }
    RawHttp.exchange(gateway, "GET /?api_key=evil HTTP/1.1\nevil\n\n");
  }
}
