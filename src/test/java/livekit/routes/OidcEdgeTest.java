package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livekit.routes.tenant.oidc.OpenIdProvider;
import livekit.routes.tenant.oidc.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers with access tokens, at the real port. Every room at LiveKit belongs to acme. */
class OidcEdgeTest {
  private static final String BODY = TokenBody.body("");

  private RecordingLiveKit livekit;
  private OpenIdProvider provider;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    provider = new OpenIdProvider();
  }

  @AfterEach
  void stop() {
    gateway.close();
    provider.close();
    livekit.close();
  }

  @Test
  void givesTheTenantOfATokenWhatIsItsOwn() {
    serve(false);
    for (String scheme : List.of("Bearer ", "bearer ", "BEARER \t ")) {
      assertThat(ask(scheme + provider.token().signed()).statusCode()).isEqualTo(200);
    }
    assertProblem(
        bearer(provider.token().claim("tenant", "globex").signed()),
        "room_owned_by_another_tenant");
  }

  @Test
  void takesTheTokenAsAQueryParameter() {
    serve(false);
    String url = gateway.url("/livekit/token?api_key=" + provider.token().signed());
    assertThat(Http.post(url, null, BODY).statusCode()).isEqualTo(200);
    assertThat(Http.post(url + "x", null, BODY).statusCode()).isEqualTo(401);
  }

  @Test
  void requiresCredentials() {
    serve(false);
    assertProblem(ask(null), "missing_credentials");
  }

  @Test
  void refusesATokenThatIsNotGood() {
    serve(false);
    for (String token :
        List.of(
            provider.token().signedBy(TestKeys.ATTACKER),
            provider.token().claim("aud", "account").signed(),
            provider.token().claim("exp", 1).signed(),
            provider.token().claim("tenant", null).signed(),
            provider.token().claim("tenant", 5).signed(),
            provider.token().signed() + ".",
            "e30.e30.",
            "a.b.c")) {
      assertProblem(bearer(token), "invalid_credentials");
    }
    assertThat(livekit.calls()).isEmpty();
  }

  @Test
  void neverTakesABadTokenForNoToken() {
    serve(false, "AUTH_REQUIRED", "false");
    assertThat(ask(null).statusCode()).isEqualTo(200);
    assertThat(livekit.calls()).isEmpty();
    assertProblem(bearer(provider.token().claim("tenant", null).signed()), "invalid_credentials");
    assertProblem(bearer(provider.token().claim("exp", 1).signed()), "invalid_credentials");
    assertProblem(bearer("e30.e30."), "invalid_credentials");
    assertProblem(bearer("unknown"), "invalid_credentials");
    assertThat(bearer(provider.token().signed()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "0", "'acme'", "\"acme\"", "${body}", "acme ", "ACME"})
  void takesTheTenantAsItIsWritten(String tenant) {
    serve(false, "AUTH_REQUIRED", "false");
    assertProblem(
        bearer(provider.token().claim("tenant", tenant).signed()), "room_owned_by_another_tenant");
  }

  @Test
  void givesATenantThePolicyOfItsId() {
    serve(
        false,
        "AUTH_OIDC_TENANT_PREFIX",
        "oidc:",
        "AUTH_API_SECRETS_JSON",
        "[{\"id\":\"oidc:acme\",\"room_prefix\":\"acme-\"}]");
    HttpResponse<String> answer = bearer(provider.token().signed());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":\"room_not_allowed\"");
  }

  @Test
  void asksSecretsFirstAndTheProviderOnlyForTokens() {
    serve(true);
    assertThat(bearer("acme-secret").statusCode()).isEqualTo(200);
    assertProblem(bearer("unknown"), "invalid_credentials");
    assertProblem(bearer("blank-secret"), "invalid_credentials");
    assertThat(provider.requests()).isEmpty();
    assertThat(bearer(provider.token().signed()).statusCode()).isEqualTo(200);
    assertThat(provider.requests()).hasSize(2);
  }

  @Test
  void takesASecretThatLooksLikeAToken() {
    String secret = provider.token().claim("exp", 1).signed();
    Map<String, String> settings = new HashMap<>(settings(true));
    settings.put("AUTH_API_SECRET", secret);
    settings.put("AUTH_API_SECRET_ID", "acme");
    gateway = RunningGateway.with(settings);
    assertThat(bearer(secret).statusCode()).isEqualTo(200);
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void saysWhenTheProviderIsDown() {
    serve(true);
    provider.goDown();
    assertProblem(bearer(provider.token().signed()), "auth_service_unreachable");
    assertThat(bearer("acme-secret").statusCode()).isEqualTo(200);
  }

  @Test
  void goesOnThroughAnOutage() {
    serve(false);
    assertThat(bearer(provider.token().signed()).statusCode()).isEqualTo(200);
    provider.goDown();
    assertThat(bearer(provider.token().signed()).statusCode()).isEqualTo(200);
  }

  private void serve(boolean secrets, String... more) {
    gateway = RunningGateway.with(settings(secrets), more);
  }

  private Map<String, String> settings(boolean secrets) {
    Map<String, String> settings = new HashMap<>(livekit.settings());
    if (!secrets) {
      settings.remove("AUTH_API_SECRETS_JSON");
    }
    settings.putAll(provider.settings());
    return settings;
  }

  private HttpResponse<String> bearer(String token) {
    return ask("Bearer " + token);
  }

  private HttpResponse<String> ask(String authorization) {
    return gateway.token(authorization, BODY);
  }
}
