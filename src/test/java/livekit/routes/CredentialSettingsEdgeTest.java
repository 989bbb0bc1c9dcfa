package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the settings of authentication change for a caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialSettingsEdgeTest {
  private RecordingLiveKit livekit;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
  }

  @AfterAll
  void stop() {
    livekit.close();
  }

  @Test
  void keepsCredentialsOutOfTheQuery() {
    try (RunningGateway gateway =
        RunningGateway.with(livekit.settings(), "AUTH_QUERY_API_KEY", "false")) {
      assertProblem(gateway.tokenWith("?api_key=acme-secret"), "invalid_credentials");
      assertTenant(gateway.tokenWith("?api_key=evil", "Bearer acme-secret"));
    }
  }

  @Test
  void takesNobodyForAnonymousWhoShowsCredentialsInTheQuery() {
    try (RunningGateway mixed =
        RunningGateway.with(
            livekit.settings(), "AUTH_QUERY_API_KEY", "false", "AUTH_REQUIRED", "false")) {
      assertProblem(mixed.tokenWith("?api_key=acme-secret"), "invalid_credentials");
      assertThat(mixed.tokenWith("").statusCode()).isEqualTo(200);
    }
    assertThat(livekit.calls()).isEmpty();
  }

  @Test
  void takesASingleSecret() {
    try (RunningGateway gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_API_SECRETS_JSON",
            null,
            "AUTH_API_SECRET",
            "{{x}} #%?é",
            "AUTH_API_SECRET_ID",
            "acme")) {
      assertTenant(gateway.tokenWith("?api_key=%7B%7Bx%7D%7D+%23%25%3F%C3%A9"));
      assertProblem(gateway.tokenWith("", "Bearer acme-secret"), "invalid_credentials");
      assertProblem(gateway.tokenWith(""), "missing_credentials");
    }
  }

  @Test
  void ignoresCredentialsWhereNobodyHasAny() {
    try (RunningGateway gateway =
        RunningGateway.with(livekit.settings(), "AUTH_API_SECRETS_JSON", null)) {
      assertThat(gateway.tokenWith("?api_key=evil", "Bearer evil").statusCode()).isEqualTo(200);
    }
    assertThat(livekit.calls()).isEmpty();
  }

  /** RecordingLiveKit has every room as acme's. */
  private void assertTenant(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(livekit.calls()).hasSize(1);
    livekit.calls().clear();
  }
}
