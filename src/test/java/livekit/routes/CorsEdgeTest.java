package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may read the answers: {@code CORS_ALLOWED_ORIGINS}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsEdgeTest {
  private static final String PAGE = "https://app.example";
  private static final String CALL = "POST /livekit/token HTTP/1.1\nHost: x\nOrigin: %s\n";
  private static final String JSON = "Content-Type: application/json\n";
  private static final String ACME = "Authorization: Bearer acme-secret\n";
  private static final String END = "Content-Length: %d\n\n%s";

  private RecordingLiveKit livekit;
  private final Map<String, RunningGateway> gateways = new HashMap<>();
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
  }

  @AfterAll
  void stop() {
    gateways.values().forEach(RunningGateway::close);
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, " HTTPS://App.Example:443, http://localhost:3000", "*"})
  void letsAPageAskFirstWithoutCredentials(String setting) throws IOException {
    allow(setting);
    HttpResponse<String> answer =
        send(
            "OPTIONS /livekit/token HTTP/1.1\nHost: x\nOrigin: %s\n".formatted(PAGE)
                + "Access-Control-Request-Method: POST\n"
                + "Access-Control-Request-Headers: authorization,content-type,x-evil\n\n");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    Map<String, String> expected =
        new TreeMap<>(
            Map.of(
                "access-control-allow-headers", "authorization,content-type",
                "access-control-allow-methods", "DELETE,GET,PATCH,POST",
                "access-control-allow-origin", setting.equals("*") ? "*" : PAGE,
                "access-control-max-age", "600",
                "cache-control", "no-store"));
    if (!setting.equals("*")) {
      expected.put("vary", "origin");
    }
    assertThat(flat(answer.headers())).isEqualTo(expected);
  }

  @Test
  void letsAPageReadAnswersAndErrors() throws IOException {
    allow("http://localhost:3000," + PAGE);
    HttpResponse<String> token = send(call(PAGE, ACME + JSON));
    assertThat(token.statusCode()).isEqualTo(200);
    assertReadable(token, PAGE);
    assertReadable(problem("missing_credentials", call(PAGE, JSON)), PAGE);
    assertReadable(problem("unsupported_media_type", call(PAGE, ACME)), PAGE);
    assertReadable(
        problem(
            "request_too_large", CALL.formatted(PAGE) + JSON + "Content-Length: 2000000000\n\n"),
        PAGE);
    assertReadable(problem("not_found", get("/evil", PAGE)), PAGE);
    assertReadable(problem("method_not_allowed", get("/livekit/token", PAGE)), PAGE);
    assertReadable(
        problem("method_not_allowed", get("/livekit/token", PAGE).replace("GET", "OPTIONS")), PAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil",
        "null",
        "evil",
        "*"
      })
  void servesOtherOriginsWithoutTheHeaders(String origin) throws IOException {
    allow(PAGE);
    HttpResponse<String> token = send(call(origin, ACME + JSON));
    assertThat(token.statusCode()).isEqualTo(200);
    assertUnreadable(token);
    assertUnreadable(problem("missing_credentials", call(origin, JSON)));
    String preflight = get("/livekit/token", origin).replace("GET", "OPTIONS");
    assertUnreadable(
        problem(
            "method_not_allowed",
            preflight.replace("\n\n", "\nAccess-Control-Request-Method: POST\n\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, "null", "capacitor://localhost", "chrome-extension://evil", "evil"})
  void letsEveryPageInWithAStar(String origin) throws IOException {
    allow("*");
    HttpResponse<String> token = send(call(origin, ACME + JSON));
    assertThat(token.statusCode()).isEqualTo(200);
    assertReadable(token, "*");
    assertReadable(problem("missing_credentials", call(origin, JSON)), "*");
  }

  @Test
  void saysNothingWhereNoOriginIsAllowed() throws IOException {
    allow("");
    HttpResponse<String> token = send(call(PAGE, ACME + JSON));
    assertThat(token.statusCode()).isEqualTo(200);
    assertUnreadable(token);
    assertThat(token.headers().map()).doesNotContainKey("vary");
  }

  private void allow(String origins) {
    gateway =
        gateways.computeIfAbsent(
            origins,
            setting -> RunningGateway.with(livekit.settings(), "CORS_ALLOWED_ORIGINS", setting));
  }

  private HttpResponse<String> problem(String code, String request) throws IOException {
    HttpResponse<String> answer = send(request);
    assertProblem(answer, code);
    return answer;
  }

  private HttpResponse<String> send(String request) throws IOException {
    return RawHttp.exchange(gateway, request);
  }

  private static String call(String origin, String headers) {
    return CALL.formatted(origin) + headers + END.formatted(body("").length(), body(""));
  }

  private static String get(String path, String origin) {
    return "GET %s HTTP/1.1\nHost: x\nOrigin: %s\n\n".formatted(path, origin);
  }

  private static void assertReadable(HttpResponse<String> answer, String origin) {
    assertThat(flat(answer.headers()))
        .containsEntry("access-control-allow-origin", origin)
        .containsEntry("access-control-expose-headers", "retry-after,www-authenticate")
        .doesNotContainKeys("access-control-allow-methods", "access-control-allow-credentials");
  }

  private static void assertUnreadable(HttpResponse<String> answer) {
    assertThat(flat(answer.headers()).keySet()).noneMatch(name -> name.startsWith("access-"));
  }

  private static Map<String, String> flat(HttpHeaders headers) {
    Map<String, String> flat = new TreeMap<>();
    headers.map().forEach((name, values) -> flat.put(name, String.join("\n", values)));
    return flat;
  }
}
