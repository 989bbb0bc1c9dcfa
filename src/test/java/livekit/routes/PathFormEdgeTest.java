package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenBody.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path is served in the form in which its route says it, and in no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathFormEdgeTest {
  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    livekit = new RecordingLiveKit();
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    routes.replace("own-one", own("own-one", "/own/one"));
    routes.replace("own-named", own("own-named", "/own/named/{id}"));
    routes.replace("own-any", own("own-any", "/any?matchOnUriPrefix=true"));
    gateway = RunningGateway.with(routes.settings(livekit.settings()));
  }

  private static String own(String id, String path) {
    return """
        - route:
            id: %s
            from:
              uri: platform-http:%s
              steps:
                - setBody: {expression: {simple: {expression: "${header.CamelHttpPath} ${header.id}"}}}
                - removeHeaders: {pattern: "*"}
        """
        .formatted(id, path);
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//livekit/token",
        "/livekit//token",
        "/livekit/token/",
        "/livekit/token//",
        "/./livekit/token",
        "/livekit/./token",
        "/livekit/x/../token",
        "/livekit/token/.",
        "/livekit/token/x/..",
        "/../livekit/token",
        "/livekit/%2e/token",
        "/livekit/x/%2E%2e/token",
        "/livekit/x/.%2e/token",
        "/livekit/%74oken",
        "/%6Civekit/token",
        "/livekit%2Ftoken",
        "/livekit/token%2F",
        "/livekit/token%20",
        "/livekit\\token",
        "/livekit/x\\..\\token",
        "/livekit/connection/",
        "/livekit/%63onnection",
        "/livekit/sessions/alice/../bob/token",
        "/livekit/sessions/alice/./token",
        "/livekit/sessions//alice/token",
        "/livekit/sessions/alice//token",
        "/livekit/sessions/alice/token/",
        "/livekit/sessions/alice/%74oken",
        "/livekit/%73essions/alice/token",
        "/livekit/sessions/./token",
        "/livekit/sessions/../token",
        "/livekit/sessions/%2e/token",
        "/livekit/sessions/%2E%2e/token",
        "/livekit/sessions/a\\b/token",
        "/livekit/sessions/..\\bob/token",
        "/livekit/webhook/",
        "/livekit/%77ebhook",
        "http://x//livekit/token",
        "http://x/livekit/./token",
        "/own/on%65",
        "/own/./one",
        "/own//one",
        "/own/one/",
        "/own/x/../one",
        "/own/n%61med/7",
        "/own/named/7/",
        "/any//x",
        "/any/./x",
        "/any/x/../../own/one",
        "/%61ny/x"
      })
  void isNotServedInAnotherForm(String path) throws IOException {
    HttpResponse<String> answer = post(path);
    assertProblem(answer, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livekit/token/", "/livekit/%74oken", "/livekit//token"})
  void hasNoOtherMethodInAnotherForm(String path) throws IOException {
    assertProblem(
        RawHttp.exchange(gateway, "GET %s HTTP/1.1\nHost: x\n\n".formatted(path)), "not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "%61l%69ce, alice",
    "a%2Fb, a/b",
    "..%2Fbob, ../bob",
    "a..b, a..b",
    ".a, .a",
    "..., ...",
    "a%5Cb, a\\b",
    "%C3%BC, ü",
    "a+b, a+b",
    "%252e, %2e",
    "a;b=c, a;b=c"
  })
  void takesANameInAnyForm(String sent, String name) throws IOException {
    HttpResponse<String> answer = post("/livekit/sessions/" + sent + "/token");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("\"room_name\":\"" + name.replace("\\", "\\\\") + "\"");
  }

  @Test
  void holdsForTheRoutesOfATeamToo() throws IOException {
    assertThat(post("/own/one").body()).isEqualTo("/own/one ");
    assertThat(post("/own/named/%37").body()).endsWith(" 7");
    assertThat(post("/any/x/").statusCode()).isEqualTo(200);
    assertThat(post("/any").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> post(String path) throws IOException {
    String body = path.contains("/sessions/") ? "{}" : body("");
    return RawHttp.exchange(
        gateway,
        "POST %s HTTP/1.1\nHost: x\nAuthorization: Bearer acme-secret\n".formatted(path)
            + "Content-Type: application/json\nContent-Length: %d\n\n%s"
                .formatted(body.length(), body));
  }
}
