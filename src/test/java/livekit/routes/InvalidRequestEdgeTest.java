package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static livekit.routes.TokenBody.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The body of a request is one JSON object in UTF-8; a refusal repeats nothing of the caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidRequestEdgeTest {
  private static final String NOT_AN_OBJECT = "The body must be a JSON object.";
  private static final String NOT_JSON =
      "The body must be valid JSON in UTF-8, with no key twice in one object.";

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings(), "AUTH_REQUIRED", "false");
  }

  @AfterAll
  void stop() {
    assertThat(livekit.calls()).as("calls for a tenant that was refused").isEmpty();
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "5", "true", "\"evil\"", "[{\"evil\":1}]"})
  void isAnObject(String body) {
    assertProblem(post(body), "invalid_request", NOT_AN_OBJECT);
  }

  @Test
  void isThere() {
    assertProblem(send(BodyPublishers.noBody()), "invalid_request", NOT_AN_OBJECT);
    assertProblem(
        send(BodyPublishers.fromPublisher(BodyPublishers.noBody())),
        "invalid_request",
        NOT_AN_OBJECT);
  }

  static Stream<String> malformed() {
    return Stream.of(
        "evil",
        "{",
        "{evil:1}",
        "{'room_name':'evil'}",
        "{\"room_name\":\"evil\",}",
        "{\"room_name\":\"evil\"",
        "{\"room_name\":\"\\x\"}",
        "{\"room_name\":\"\u0001\"}",
        "{\"room_name\":NaN}",
        "{\"room_name\":01}",
        "/* evil */ {}",
        "{\"room_name\":\"evil\",\"room_name\":\"other\"}",
        "{\"evil\":{\"a\":1,\"a\":2}}",
        "{\"room_config\":{\"agents\":[{\"metadata\":\"a\",\"metadata\":\"b\"}]}}",
        "{\"evil\":" + "[".repeat(100) + "]".repeat(100) + "}");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isJsonWithoutAKeyTwice(String body) {
    assertProblem(post(body), "invalid_request", NOT_JSON);
  }

  @Test
  void hasNothingBehindIt() {
    for (String more : new String[] {" evil", "{}", " null", "]", "\0"}) {
      HttpResponse<String> answer = post(body("") + more);
      assertThat(answer.statusCode()).as(more).isEqualTo(400);
      assertThat(answer.body()).contains("\"invalid_request\"").doesNotContain("evil");
    }
    assertThat(gateway.token(null, body("") + " \r\n\t").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0xC3, 0xE2, 0xF0, 0xFF})
  void isUtf8(int broken) {
    byte[] body = body("").getBytes(StandardCharsets.UTF_8);
    body[body.length - 3] = (byte) broken;
    assertProblem(send(BodyPublishers.ofByteArray(body)), "invalid_request", NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "no-such-charset"})
  void isReadAsUtf8WhateverCharsetTheContentTypeNames(String charset) {
    String body = with("room_name", "\"数学\"");
    HttpRequest.Builder request = anonymousRequest("application/json; charset=" + charset);
    HttpResponse<String> answer = Http.send(request.POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"room_name\":\"数学\"");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");

    request = request("application/json; charset=ISO-8859-1");
    byte[] latin = with("room_name", "\"ü\"").getBytes(Charset.forName("ISO-8859-1"));
    assertProblem(
        Http.send(request.POST(BodyPublishers.ofByteArray(latin))), "invalid_request", NOT_JSON);
  }

  private HttpResponse<String> post(String body) {
    return send(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(BodyPublisher body) {
    return Http.send(request("application/json").POST(body));
  }

  private HttpRequest.Builder request(String contentType) {
    return anonymousRequest(contentType).header("Authorization", "Bearer acme-secret");
  }

  /** For a good request, which would be a call to LiveKit if a tenant sent it. */
  private HttpRequest.Builder anonymousRequest(String contentType) {
    return HttpRequest.newBuilder(URI.create(gateway.url("/livekit/token")))
        .header("Content-Type", contentType);
  }
}
