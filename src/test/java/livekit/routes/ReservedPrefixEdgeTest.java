package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that begins with a tenant's prefix is that tenant's alone. */
class ReservedPrefixEdgeTest {
  private static final String OTHERS =
      """
      {"id":"plain","secret":"plain-secret"},
      {"id":"nested","secret":"nested-secret","room_prefix":"a-b-"},
      {"id":"twin","secret":"twin-secret","room_prefix":"a-"},
      {"id":"unlike","secret":"unlike-secret","room_prefix":"u-"},""";
  private static final String ACME =
      "{\"id\":\"acme\",\"secret\":\"acme-secret\",\"room_prefix\":\"a-\"}";

  @TempDir Path folder;
  private FaultyLiveKit livekit;
  private RunningGateway gateway;
  private Path tenants;

  @BeforeEach
  void start() throws IOException {
    livekit = new FaultyLiveKit();
    tenants = folder.resolve("tenants.json");
    write(ACME);
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_API_SECRETS_JSON",
            null,
            "AUTH_API_SECRETS_FILE",
            tenants.toString());
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  /** A dash is an anonymous caller; the room gets a unique end. */
  @ParameterizedTest
  @CsvSource({
    "acme, a-, 200",
    "twin, a-, 200",
    "nested, a-, 403",
    "plain, a-, 403",
    "unlike, a-, 403",
    "-, a-, 403",
    "acme, a-b-, 403",
    "twin, a-b-, 403",
    "nested, a-b-, 200",
    "plain, a-b-, 403",
    "-, a-b-, 403",
    "acme, a-bc, 200",
    "plain, a, 200",
    "plain, A-, 200",
    "plain, ' a-', 200",
    "-, x, 200",
  })
  void refusesItToEverybodyElseOnEachTokenEndpoint(String caller, String start, int status) {
    String secret = caller.equals("-") ? null : "Bearer " + caller + "-secret";
    String room = start + UUID.randomUUID();

    assertAnswer(gateway.token(secret, request(room)), status);
    assertAnswer(
        Http.post(gateway.url("/livekit/connection"), secret, "{\"room_name\":\"" + room + "\"}"),
        status == 200 ? 201 : status);
    assertThat(livekit.calls(room).isEmpty()).isEqualTo(status == 403 || secret == null);
  }

  @ParameterizedTest
  @CsvSource({"plain, a-, 403", "-, a-, 403", "acme, b-, 403", "acme, c-, 201", "plain, a, 201"})
  void refusesTheRoomOfASession(String caller, String start, int status) {
    String secret = caller.equals("-") ? null : "Bearer " + caller + "-secret";
    String path = "/livekit/sessions/" + start + UUID.randomUUID() + "/token";

    assertAnswer(Http.post(gateway.url(path), secret, "{}"), status);
  }

  @Test
  void generatesNamesWithinThePrefixOrOutsideEveryPrefix() {
    for (String secret : new String[] {"Bearer acme-secret", "Bearer plain-secret", null}) {
      HttpResponse<String> answer = Http.post(gateway.url("/livekit/connection"), secret, "{}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @Test
  void hidesARoomOfSuchANameFromATenantThatHadItBefore() {
    String room = "a-" + UUID.randomUUID();
    livekit.has(room, "{\"auth_id\":\"plain\"}");

    assertProblem(send("GET", room), "not_found");
    assertProblem(send("DELETE", room), "not_found");
    assertThat(livekit.calls(room)).isEmpty();
  }

  @Test
  void heedsAPrefixThatIsAddedWhileItServes() throws IOException {
    String room = "new-" + UUID.randomUUID();
    assertThat(status(room)).isEqualTo(200);

    write("{\"id\":\"new\",\"secret\":\"new-secret\",\"room_prefix\":\"new-\"}");
    await().atMost(Duration.ofSeconds(30)).until(() -> status(room) == 403);

    write(ACME);
    await().atMost(Duration.ofSeconds(30)).until(() -> status(room) == 200);
  }

  private int status(String room) {
    return gateway.token("Bearer plain-secret", request(room)).statusCode();
  }

  private HttpResponse<String> send(String method, String room) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(gateway.url("/livekit/rooms/" + room)))
            .header("Authorization", "Bearer plain-secret")
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private void write(String last) throws IOException {
    Files.writeString(tenants, "[" + OTHERS + last + "]");
  }

  private static void assertAnswer(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertProblem(answer, "room_not_allowed");
    }
  }
}
