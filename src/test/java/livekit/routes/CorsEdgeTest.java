package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may call, with what, and read the answers: {@code CORS_*}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsEdgeTest {
  private static final String PAGE = "https://app.example";
  private static final String CALL = "POST /livekit/token HTTP/1.1\nHost: x\nOrigin: %s\n";
  private static final String JSON = "Content-Type: application/json\n";
  private static final String ACME = "Authorization: Bearer acme-secret\n";
  private static final String ASKED =
      "access-control-request-method,access-control-request-headers";
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
                + "Access-Control-Request-Headers: authorization,content-type\n\n");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    Map<String, String> expected =
        new TreeMap<>(
            Map.of(
                "access-control-allow-headers", "authorization,content-type",
                "access-control-allow-methods", "DELETE,GET,PATCH,POST",
                "access-control-allow-origin", setting.equals("*") ? "*" : PAGE,
                "access-control-max-age", "600",
                "cache-control", "no-store",
                "vary", setting.equals("*") ? ASKED : "origin," + ASKED));
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

  /** LiveKit's agent-starter-react, OpenTelemetry and README send these. */
  @ParameterizedTest
  @ValueSource(strings = {PAGE, "*"})
  void letsAPageSendTheHeadersThatItAsksFor(String setting) throws IOException {
    allow(setting);
    assertThat(allowedHeaders("content-type,traceparent, X-Client-Version,x-sandbox-id"))
        .isEqualTo("content-type,traceparent,X-Client-Version,x-sandbox-id");
    assertThat(flat(preflight("/livekit/token", "POST", "").headers()))
        .doesNotContainKey("access-control-allow-headers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "x-client-version,*", "x-*", "x-a,,x-b", "x evil", "x-ä", "x:evil"})
  void neverAnswersAHeaderThatIsNoName(String asked) throws IOException {
    for (String setting : List.of(PAGE, "*")) {
      allow(setting);
      assertThat(allowedHeaders(asked)).isNull();
    }
  }

  @Test
  void letsAPageSendAndReadTheHeadersOfTheSettings() throws IOException {
    allow(
        PAGE,
        "CORS_ALLOWED_HEADERS",
        "Authorization, content-type,x-sandbox-id",
        "CORS_EXPOSED_HEADERS",
        "X-Request-Id,retry-after");
    assertThat(allowedHeaders("x-evil")).isEqualTo("authorization,content-type,x-sandbox-id");
    assertThat(flat(send(call(PAGE, ACME + JSON)).headers()))
        .containsEntry(
            "access-control-expose-headers", "retry-after,www-authenticate,x-request-id");
  }

  @Test
  void letsAPageSendCookiesWhereTheSettingSaysSo() throws IOException {
    allow(PAGE, "CORS_ALLOW_CREDENTIALS", "true");
    for (HttpResponse<String> answer :
        List.of(preflight("/livekit/token", "POST", ""), send(call(PAGE, JSON)))) {
      assertThat(flat(answer.headers()))
          .containsEntry("access-control-allow-credentials", "true")
          .containsEntry("access-control-allow-origin", PAGE);
    }
    assertUnreadable(send(call("https://evil.example", ACME + JSON)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacitor://localhost",
        "ionic://localhost",
        "tauri://localhost",
        "http://tauri.localhost",
        "chrome-extension://abcdefghijklmnop",
        "safari-web-extension://0F4E8A11-22BC"
      })
  void letsAppsAndExtensionsIn(String origin) throws IOException {
    allow(
        "capacitor://localhost,ionic://localhost,tauri://localhost,http://tauri.localhost,"
            + "chrome-extension://abcdefghijklmnop,safari-web-extension://0F4E8A11-22BC");
    assertReadable(send(call(origin, ACME + JSON)), origin);
    assertUnreadable(send(call("null", ACME + JSON)));
    assertUnreadable(send(call("capacitor://localhost.evil", ACME + JSON)));
  }

  @Test
  void letsAPageSendTheMethodsOfATeamsEndpoint(@TempDir Path directory) throws IOException {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    routes.add("own-put", "/own/{id}?httpMethodRestrict=PUT,HEAD", "done");
    routes.add("own-all", "/all?matchOnUriPrefix=true", "done");
    try (RunningGateway own =
        RunningGateway.with(routes.settings(livekit.settings()), "CORS_ALLOWED_ORIGINS", PAGE)) {
      gateway = own;
      assertThat(allowedMethods("/own/7", "PUT")).isEqualTo("DELETE,GET,HEAD,PATCH,POST,PUT");
      assertThat(allowedMethods("/all/of/it", "TRACE")).isEqualTo("DELETE,GET,PATCH,POST,TRACE");
      assertThat(allowedMethods("/all", "*")).isEqualTo("DELETE,GET,PATCH,POST");
      assertThat(allowedMethods("/livekit/token", "PUT")).isEqualTo("DELETE,GET,PATCH,POST");
    }
  }

  private String allowedHeaders(String asked) throws IOException {
    return flat(preflight("/livekit/token", "POST", asked).headers())
        .get("access-control-allow-headers");
  }

  private String allowedMethods(String path, String asked) throws IOException {
    return flat(preflight(path, asked, "").headers()).get("access-control-allow-methods");
  }

  private HttpResponse<String> preflight(String path, String method, String headers)
      throws IOException {
    HttpResponse<String> answer =
        send(
            "OPTIONS %s HTTP/1.1\nHost: x\nOrigin: %s\nAccess-Control-Request-Method: %s\n"
                    .formatted(path, PAGE, method)
                + (headers.isEmpty() ? "" : "Access-Control-Request-Headers: " + headers + "\n")
                + "\n");
    assertThat(answer.statusCode()).isEqualTo(204);
    return answer;
  }

  private void allow(String origins, String... more) {
    gateway =
        gateways.computeIfAbsent(
            origins + List.of(more),
            key -> {
              String[] settings = Arrays.copyOf(more, more.length + 2);
              settings[more.length] = "CORS_ALLOWED_ORIGINS";
              settings[more.length + 1] = origins;
              return RunningGateway.with(livekit.settings(), settings);
            });
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
