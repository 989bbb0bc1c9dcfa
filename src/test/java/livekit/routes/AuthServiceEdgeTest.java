package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import livekit.routes.tenant.oidc.OpenIdProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the company's own service is asked who is calling, and about what. */
class AuthServiceEdgeTest {
  private static final KeyPair KEY = PemKeys.ec("secp256r1");

  @TempDir private Path directory;
  private RecordingLiveKit livekit;
  private AnsweringAuthService service;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    service = new AnsweringAuthService(KEY);
    gateway = started();
  }

  @AfterEach
  void stop() {
    gateway.close();
    service.close();
    livekit.close();
  }

  private RunningGateway started(String... more) {
    String file = PemKeys.file(directory, PemKeys.pkcs8(KEY.getPrivate()));
    return RunningGateway.with(service.settings(livekit, file), more);
  }

  private void restart(String... more) {
    gateway.close();
    gateway = started(more);
  }

  private static String[] settings(OpenIdProvider provider) {
    return provider.settings().entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toArray(String[]::new);
  }

  @Test
  void givesATokenToTheTenantThatTheServiceNames() {
    assertThat(gateway.tokenWith("", "Bearer acme-token").statusCode()).isEqualTo(200);
    assertProblem(gateway.tokenWith("", "Bearer x"), "invalid_credentials");
    assertThat(service.questions()).hasSize(2);
  }

  @Test
  void requiresCredentialsByDefault() {
    assertProblem(gateway.tokenWith(""), "missing_credentials");
    assertThat(service.questions()).isEmpty();
  }

  @Test
  void neverTakesARefusedCallerForAnAnonymousOne() {
    restart("AUTH_REQUIRED", "false");

    assertThat(gateway.tokenWith("").statusCode()).isEqualTo(200);
    assertThat(service.questions()).isEmpty();
    assertProblem(gateway.tokenWith("", "Bearer wrong"), "invalid_credentials");
    service.will(200, "{\"id\":\"\"}");
    assertProblem(gateway.tokenWith("", "Bearer wrong"), "invalid_credentials");
    service.will(500, "");
    assertProblem(gateway.tokenWith("", "Bearer wrong"), "auth_service_failed");
  }

  @Test
  void asksNobodyAboutASecretThatItKnows() {
    restart("AUTH_API_SECRETS_JSON", livekit.settings().get("AUTH_API_SECRETS_JSON"));
    service.will(200, "{\"id\":\"globex\"}");

    assertThat(gateway.tokenWith("", "Bearer acme-secret").statusCode()).isEqualTo(200);
    // Recognised and refused: its tenant has a blank id.
    assertProblem(gateway.tokenWith("", "Bearer blank-secret"), "invalid_credentials");
    assertThat(service.questions()).isEmpty();

    assertProblem(gateway.tokenWith("", "Bearer other"), "room_owned_by_another_tenant");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void asksNobodyAboutWhatAnOpenIdProviderJudges() throws Exception {
    try (OpenIdProvider provider = new OpenIdProvider()) {
      restart(settings(provider));
      service.will(200, AnsweringAuthService.ACME);
      String good = provider.token().signed();
      for (String refused :
          List.of(
              provider.token().claim("exp", 1).signed(),
              provider.token().claim("aud", "another").signed(),
              good.substring(0, good.lastIndexOf('.') + 1),
              good + "=",
              good + ".",
              good + ".e30.e30",
              "e30.e30.")) {
        assertProblem(gateway.tokenWith("", "Bearer " + refused), "invalid_credentials");
      }
      assertThat(service.questions()).isEmpty();
      assertThat(gateway.tokenWith("", "Bearer no-jwt").statusCode()).isEqualTo(200);
      assertThat(service.questions()).hasSize(1);
    }
  }

  @Test
  void asksNobodyInsteadOfAnOpenIdProviderThatIsDown() throws Exception {
    OpenIdProvider provider = new OpenIdProvider();
    String token = provider.token().signed();
    provider.close();
    restart(settings(provider));
    service.will(200, AnsweringAuthService.ACME);

    assertProblem(gateway.tokenWith("", "Bearer " + token), "auth_service_unreachable");
    assertThat(service.questions()).isEmpty();
  }

  @Test
  void holdsTheTenantToItsPolicy() {
    restart("AUTH_API_SECRETS_JSON", "[{\"id\":\"acme\",\"room_prefix\":\"acme-\"}]");
    String allowed = TokenBody.with("room_name", "\"acme-1\"");

    assertThat(gateway.token("Bearer acme-token", allowed).statusCode()).isEqualTo(200);
    assertProblem(gateway.tokenWith("", "Bearer acme-token"), "room_not_allowed");
    assertThat(service.questions()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer \t ", "acme-token", "Beareracme"})
  void asksNobodyAboutWhatCannotBeACredential(String header) {
    service.will(200, AnsweringAuthService.ACME);

    assertProblem(gateway.tokenWith("", header), "invalid_credentials");
    assertProblem(gateway.tokenWith("?api_key=acme-token", header), "invalid_credentials");
    assertThat(service.questions()).isEmpty();
  }

  @Test
  void asksNobodyWhereThereAreTwoCredentials() {
    service.will(200, AnsweringAuthService.ACME);

    assertProblem(gateway.tokenWith("", "Bearer a", "Bearer a"), "invalid_credentials");
    assertProblem(gateway.tokenWith("?api_key=a&api_key=a"), "invalid_credentials");
    assertThat(service.questions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer acme-token", "BEARER \t acme-token \t"})
  void asksAboutTheTokenAlone(String header) {
    assertThat(gateway.tokenWith("", header).statusCode()).isEqualTo(200);
    assertThat(service.questions().get(0).data().path("token").asText()).isEqualTo("acme-token");
  }

  @Test
  void asksAboutTheQueryParameterWhereItIsRead() {
    assertThat(gateway.tokenWith("?api_key=acme-token").statusCode()).isEqualTo(200);

    restart("AUTH_QUERY_API_KEY", "false");
    assertProblem(gateway.tokenWith("?api_key=acme-token"), "invalid_credentials");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void asksAboutEightKibibytesOfCredential() {
    service.will(200, AnsweringAuthService.ACME);
    String token = "x".repeat(8192);

    assertThat(gateway.tokenWith("", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(service.questions().get(0).data().path("token").asText()).isEqualTo(token);
  }

  @Test
  void asksNobodyAboutABodyThatIsNoJson() {
    assertProblem(
        gateway.token("Bearer acme-token", "{"),
        "invalid_request",
        "The body must be valid JSON in UTF-8, with no key twice in one object.");
    assertThat(service.questions()).isEmpty();
  }

  @Test
  void asksBeforeTheFieldsAreLookedAt() {
    assertProblem(gateway.token("Bearer x", "{}"), "invalid_credentials");
    assertProblem(
        gateway.token("Bearer acme-token", "{}"), "invalid_request", "room_name is required");
  }

  @Test
  void leavesTheBodyToTheOtherEndpointsToo() {
    assertProblem(
        Http.post(
            gateway.url("/livekit/rooms/r/participants/i/mute"),
            "Bearer acme-token",
            "{\"muted\":true}"),
        "invalid_request",
        "track_sid is required");
  }
}
