package livekit.routes;

import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON is UTF-8 (RFC 8259, section 8.1), and nothing else is guessed from its bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonEncodingEdgeTest {
  private static final String EVENT = "{\"event\":\"room_started\",\"id\":\"EV_utf\"}";
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /livekit/token", body(""),
          "POST /livekit/connection", "{\"room_name\":\"lobby\"}",
          "POST /livekit/sessions/alice/token", "{\"participant_name\":\"ada\"}",
          "PATCH /livekit/rooms/lobby", "{\"metadata\":{}}",
          "PATCH /livekit/rooms/lobby/participants/ada", "{\"name\":\"x\"}",
          "POST /livekit/rooms/lobby/data", "{\"data\":\"aGk=\"}",
          "POST /livekit/rooms/lobby/participants/ada/mute",
              "{\"track_sid\":\"TR_1\",\"muted\":true}");

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(), "LIVEKIT_KEYS", TestWebhook.KEY + ": " + TestWebhook.SECRET);
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  static Stream<Arguments> inOtherEncodings() {
    return BODIES.keySet().stream()
        .flatMap(path -> encodings().map(encoding -> Arguments.of(path, encoding)));
  }

  /** Names of Java's; those that begin with X write a byte-order mark. */
  static Stream<String> encodings() {
    return Stream.of(
        "UTF-16BE",
        "UTF-16LE",
        "UTF-16",
        "x-UTF-16LE-BOM",
        "UTF-32BE",
        "UTF-32LE",
        "X-UTF-32BE-BOM",
        "X-UTF-32LE-BOM");
  }

  @ParameterizedTest
  @MethodSource("inOtherEncodings")
  void isRefusedInAnotherEncoding(String target, String encoding) {
    byte[] json = BODIES.get(target).getBytes(Charset.forName(encoding));
    int calls = livekit.calls().size();

    for (String type : new String[] {"", "; charset=" + encoding}) {
      HttpResponse<String> answer = send(target, "application/json" + type, json);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"invalid_request\"");
    }
    assertThat(livekit.calls()).hasSize(calls);
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void isRefusedFromLiveKitToo(String encoding) {
    byte[] json = EVENT.getBytes(Charset.forName(encoding));
    HttpResponse<String> answer = TestWebhook.of(json).to(gateway.url("/livekit/webhook"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_request\"");
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void isReadInUtf8(String target) {
    byte[] json = BODIES.get(target).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = send(target, "application/json", json);
    assertThat(answer.body()).doesNotContain("\"invalid_request\"");
    assertThat(TestWebhook.of(EVENT).to(gateway.url("/livekit/webhook")).statusCode())
        .isEqualTo(200);
  }

  static Stream<String> endpoints() {
    return BODIES.keySet().stream();
  }

  private HttpResponse<String> send(String target, String type, byte[] json) {
    String[] methodAndPath = target.split(" ");
    return Http.send(
        HttpRequest.newBuilder(URI.create(gateway.url(methodAndPath[1])))
            .header("Authorization", "Bearer acme-secret")
            .header("Content-Type", type)
            .method(methodAndPath[0], BodyPublishers.ofByteArray(json)));
  }
}
