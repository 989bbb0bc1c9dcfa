package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each answer of the authentication service. Every room is acme's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthServiceAnswerEdgeTest {
  private static final String ACME = AnsweringAuthService.ACME;
  private static final KeyPair KEY = PemKeys.ec("secp256r1");

  private RecordingLiveKit livekit;
  private AnsweringAuthService service;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    String file = PemKeys.file(directory, PemKeys.pkcs8(KEY.getPrivate()));
    livekit = new RecordingLiveKit();
    service = new AnsweringAuthService(KEY);
    gateway = RunningGateway.with(service.settings(livekit, file));
  }

  @AfterAll
  void stop() {
    gateway.close();
    service.close();
    livekit.close();
  }

  @AfterEach
  void serveTheNext() {
    service.will(200, ACME);
    assertThat(gateway.tokenWith("", "Bearer x").statusCode()).isEqualTo(200);
    service.questions().clear();
  }

  @Test
  void namesTheTenant() {
    service.will(200, "{\"more\":[1],\"id\":\"acme\"}");
    assertThat(gateway.tokenWith("", "Bearer x").statusCode()).isEqualTo(200);

    service.will(200, "{\"id\":\"globex\"}");
    assertProblem(gateway.tokenWith("", "Bearer x"), "room_owned_by_another_tenant");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusesTheCaller(int status) {
    service.will(status, ACME);
    assertProblem(gateway.tokenWith("", "Bearer acme-token"), "invalid_credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t\\n", "\\u2003"})
  void refusesTheCallerByABlankId(String id) {
    service.will(200, "{\"id\":\"" + id + "\"}");
    assertProblem(gateway.tokenWith("", "Bearer acme-token"), "invalid_credentials");
  }

  /** Camel takes quotes off a text and makes null of "null" where a text is a bean's parameter. */
  @ParameterizedTest
  @ValueSource(strings = {"'acme'", "\\\"acme\\\"", "null", " acme", "acme ", "Acme", "${body}"})
  void isTakenAsItIs(String id) {
    service.will(200, "{\"id\":\"" + id + "\"}");
    assertProblem(gateway.tokenWith("", "Bearer x"), "room_owned_by_another_tenant");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        argumentSet("201", 201, ACME),
        argumentSet("204", 204, ""),
        argumentSet("301", 301, ACME),
        argumentSet("302", 302, ACME),
        argumentSet("304", 304, ""),
        argumentSet("307", 307, ACME),
        argumentSet("400", 400, ACME),
        argumentSet("404", 404, ACME),
        argumentSet("407", 407, ACME),
        argumentSet("429", 429, ACME),
        argumentSet("500", 500, ACME),
        argumentSet("503", 503, ACME),
        argumentSet("nothing", 200, ""),
        argumentSet("no JSON", 200, "acme"),
        argumentSet("null", 200, "null"),
        argumentSet("a text", 200, "\"acme\""),
        argumentSet("a list", 200, "[{\"id\":\"acme\"}]"),
        argumentSet("no id", 200, "{}"),
        argumentSet("another case", 200, "{\"ID\":\"acme\"}"),
        argumentSet("null as id", 200, "{\"id\":null}"),
        argumentSet("a number as id", 200, "{\"id\":7}"),
        argumentSet("a flag as id", 200, "{\"id\":true}"),
        argumentSet("an object as id", 200, "{\"id\":{\"id\":\"acme\"}}"),
        argumentSet("a list as id", 200, "{\"id\":[\"acme\"]}"),
        argumentSet("two ids", 200, "{\"id\":\"globex\",\"id\":\"acme\"}"),
        argumentSet("half a character", 200, "{\"id\":\"\\ud800\"}"),
        argumentSet("text after it", 200, ACME + "x"),
        argumentSet("cut off", 200, "{\"id\":\"acme\""),
        argumentSet("long", 200, "{\"id\":\"acme\",\"x\":\"" + "x".repeat(70_000) + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isAFailure(int status, String body) {
    service.will(status, body);

    assertProblem(gateway.tokenWith("", "Bearer acme-token"), "auth_service_failed");
    assertThat(service.questions()).hasSize(1);
  }
}
