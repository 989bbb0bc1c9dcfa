package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@CamelMainTest
class AuthenticateCallerRouteTest extends RouteTestSupport {
  @Test
  void leavesTheTenantOfASecret() {
    Exchange done = authenticate("Bearer globex-demo-secret");

    assertThat(done.getVariable("tenant")).isEqualTo(new Tenant("globex"));
  }

  @Test
  void leavesNoTenantForAnAnonymousCaller() {
    assertThat(authenticate().getVariable("tenant")).isNull();
  }

  @Test
  void refusesWrongCredentialsThoughNoneAreRequired() {
    Answer answer = Answer.of(authenticate("Bearer wrong"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("invalid_credentials");
  }

  @Nested
  @CamelMainTest(properties = "AUTH_REQUIRED=true")
  class WhereCredentialsAreRequired {
    @Test
    void refusesAnAnonymousCaller() {
      Answer answer = Answer.of(authenticate());

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("missing_credentials");
    }

    @Test
    void leavesTheTenantOfASecret() {
      Exchange done = authenticate("Bearer acme-demo-secret");

      assertThat(done.getVariable("tenant")).isEqualTo(new Tenant("acme"));
    }
  }

  private Exchange authenticate(String... authorization) {
    Credential credential = Credential.from(List.of(authorization), List.of(), true);
    return send(
        "authenticate-caller",
        exchange -> {
          if (credential != null) {
            exchange.setVariable("credential", credential);
          }
        });
  }
}
