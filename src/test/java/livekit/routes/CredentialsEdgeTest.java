package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what a caller reads who is not: RFC 6750. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsEdgeTest {
  private RecordingLiveKit livekit;

  /** Credentials are required, as by default. */
  private RunningGateway strict;

  /** Mixed mode. */
  private RunningGateway mixed;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    strict = RunningGateway.with(livekit.settings());
    mixed = RunningGateway.with(livekit.settings(), "AUTH_REQUIRED", "false");
  }

  @AfterAll
  void stop() {
    strict.close();
    mixed.close();
    livekit.close();
  }

  @AfterEach
  void forget() {
    livekit.calls().clear();
  }

  @Test
  void mayBeMissingInMixedModeOnly() {
    assertProblem(strict.tokenWith(""), "missing_credentials");
    assertProblem(strict.tokenWith("?api_key2=acme-secret"), "missing_credentials");
    assertThat(mixed.tokenWith("").statusCode()).isEqualTo(200);
    assertThat(livekit.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer acme-secre",
        "Bearer acme-secret2",
        "Bearer ACME-SECRET",
        "Bearer acme-secret acme-secret",
        "Beareracme-secret",
        "acme-secret",
        "Basic YWNtZTphY21lLXNlY3JldA==",
        "Token acme-secret",
        "Bearer blank-secret"
      })
  void areNeverIgnoredWhereTheyAreWrong(String header) {
    for (RunningGateway gateway : new RunningGateway[] {strict, mixed}) {
      assertProblem(gateway.tokenWith("", header), "invalid_credentials");
      assertProblem(gateway.tokenWith("?api_key=acme-secret", header), "invalid_credentials");
    }
    assertThat(livekit.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?api_key=",
        "?api_key",
        "?api_key=evil",
        "?api_key=acme-secret&api_key=acme-secret",
        "?api_key=blank-secret",
        "?api_key=%20",
        "?api_key=%FF"
      })
  void areNeverIgnoredInTheQueryEither(String query) {
    assertProblem(strict.tokenWith(query), "invalid_credentials");
    assertProblem(mixed.tokenWith(query), "invalid_credentials");
    assertThat(livekit.calls()).isEmpty();
  }

  @Test
  void areRefusedWhereTwoHeadersBringThem() {
    assertProblem(
        strict.tokenWith("", "Bearer acme-secret", "Bearer acme-secret"), "invalid_credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer acme-secret", "bearer acme-secret", "BEARER \t acme-secret "})
  void areATenantsInTheHeader(String header) {
    assertTenant(strict.tokenWith("", header));
    assertTenant(strict.tokenWith("?api_key=evil", header));
    assertTenant(mixed.tokenWith("", header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?api_key=acme-secret", "?a=b&api_key=%61cme%2Dsecret&c"})
  void areATenantsInTheQuery(String query) {
    assertTenant(strict.tokenWith(query));
    assertTenant(mixed.tokenWith(query));
  }

  /** RecordingLiveKit has every room as acme's. */
  private void assertTenant(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(livekit.calls()).hasSize(1);
    livekit.calls().clear();
  }
}
