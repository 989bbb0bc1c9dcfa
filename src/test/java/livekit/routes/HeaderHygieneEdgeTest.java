package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No header or query parameter of a caller reaches LiveKit, and none of either side comes back. */
class HeaderHygieneEdgeTest {
  private static final Set<String> ANSWERED =
      Set.of("cache-control", "content-length", "content-type");
  private static final List<String> HOSTILE =
      List.of(
          "X-Custom",
          "x-lower",
          "CamelHttpPath",
          "camelhttpuri",
          "CamelHttpMethod",
          "CamelHttpResponseCode",
          "CamelHttpQuery",
          "CamelCharsetName",
          "Cookie",
          "Location",
          "Retry-After",
          "WWW-Authenticate",
          "X-Forwarded-Host",
          "org.apache.camel.x",
          "breadcrumbId");

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings());
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION", "aUthorizatioN"})
  void dropsWhatACallerSendsAndWhatLiveKitAnswers(String authorization) {
    HttpRequest.Builder request = request("?X-Query=evil&CamelHttpPath=/evil&Authorization=evil");
    request.header(authorization, "Bearer acme-secret");
    HOSTILE.forEach(name -> request.header(name, "evil"));
    HttpResponse<String> answer = Http.send(request);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(new TreeSet<>(answer.headers().map().keySet()))
        .containsExactlyElementsOf(new TreeSet<>(ANSWERED));
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");

    assertThat(livekit.calls()).hasSize(1);
    RecordingLiveKit.Call call = livekit.calls().get(0);
    assertThat(call.path()).isEqualTo("/twirp/livekit.RoomService/ListRooms");
    assertThat(call.query()).isNull();
    assertThat(call.body()).isEqualTo("{\"names\":[\"a\"]}");
    assertThat(new TreeSet<>(call.headers().keySet()))
        .containsExactly(
            "Authorization", "Connection", "Content-length", "Content-type", "Host", "User-agent");
    assertThat(call.headers().toString()).doesNotContain("evil").doesNotContain("acme-secret");
  }

  @Test
  void neverSendsItsServerTokenBack() {
    HttpResponse<String> answer =
        Http.send(request("").header("authorization", "Bearer acme-secret"));
    String serverToken =
        livekit.calls().get(0).headers().getFirst("Authorization").replace("Bearer ", "");

    assertThat(serverToken).startsWith("ey");
    assertThat(answer.headers().map().toString() + answer.body()).doesNotContain(serverToken);
  }

  @Test
  void sendsNoCookieOfLiveKitForTheNextCaller() {
    for (int i = 0; i < 2; i++) {
      Http.send(request("").header("Authorization", "Bearer acme-secret"));
    }
    assertThat(livekit.calls()).hasSize(2);
    assertThat(livekit.calls().get(1).headers()).doesNotContainKey("Cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "iso-8859-1", "no-such-charset", "\"\""})
  void answersInUtf8WhateverCharsetTheCallerNames(String charset) {
    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(URI.create(gateway.url("/livekit/token")))
                .header("Content-Type", "application/json; charset=" + charset)
                .header("Authorization", "Bearer acme-secret")
                .POST(BodyPublishers.ofString(body("数学"))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"room_name\":\"数学\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?Authorization=Bearer%20acme-secret",
        "?authorization=Bearer+acme-secret",
        "?api_key=acme-secre",
        "?API_KEY=acme-secret"
      })
  void takesNoQueryParameterForTheHeader(String query) {
    assertThat(Http.send(request(query)).statusCode()).isEqualTo(401);
    assertThat(livekit.calls()).isEmpty();
  }

  @Test
  void addsNothingOfTheCallerToAProblem() {
    HttpRequest.Builder request = request("?X-Query=evil");
    HOSTILE.stream()
        .filter(name -> !name.contains("uth"))
        .forEach(name -> request.header(name, "evil"));
    HttpResponse<String> answer = Http.send(request);

    ErrorTable.assertProblem(answer, "missing_credentials");
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(URI.create(gateway.url("/livekit/token") + query))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body("a")));
  }

  private static String body(String room) {
    return "{\"room_name\":\"%s\",\"participant_name\":\"b\",\"participant_identity\":\"c\"}"
        .formatted(room);
  }
}
