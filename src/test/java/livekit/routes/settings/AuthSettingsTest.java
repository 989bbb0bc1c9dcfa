package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthSettingsTest {
  private static final String LIST = "[{\"id\":\"acme\",\"secret\":\"one-secret\"}]";

  @Test
  void isOffWhenNothingIsSet() {
    AuthSettings auth = Given.nothing().settings().auth();
    assertThat(auth).isEqualTo(new AuthSettings(false, true, TenantSettings.of()));
    assertThat(auth.demo()).isFalse();
  }

  @Test
  void isRequiredAsSoonAsASecretIsSet() {
    assertThat(Given.secret("AUTH_API_SECRET", "s").settings().auth())
        .isEqualTo(
            new AuthSettings(true, true, TenantSettings.of(new TenantSecret("default", "s"))));
    assertThat(Given.secret("AUTH_API_SECRETS_JSON", LIST).settings().auth())
        .isEqualTo(
            new AuthSettings(
                true, true, TenantSettings.of(new TenantSecret("acme", "one-secret"))));
  }

  @Test
  void isAsTheSettingsSay() {
    AuthSettings auth =
        Given.secret("AUTH_API_SECRETS_JSON", LIST)
            .withSecret("AUTH_API_SECRET", "two-secret")
            .with("AUTH_API_SECRET_ID", "acme")
            .with("AUTH_QUERY_API_KEY", "false")
            .with("AUTH_REQUIRED", "true")
            .settings()
            .auth();
    assertThat(auth)
        .isEqualTo(
            new AuthSettings(
                true,
                false,
                TenantSettings.of(
                    new TenantSecret("acme", "two-secret"),
                    new TenantSecret("acme", "one-secret"))));
  }

  @Test
  void refusesToRequireWhatIsNotConfigured() {
    assertThat(Given.plain("AUTH_REQUIRED", "true").refusalOf("AUTH_REQUIRED"))
        .contains("AUTH_API_SECRETS_JSON, AUTH_API_SECRET, AUTH_OIDC_ISSUER or AUTH_SERVICE_URL");
  }

  @Test
  void refusesOneSecretInBothSettings() {
    Given given =
        Given.secret("AUTH_API_SECRETS_JSON", LIST).withSecret("AUTH_API_SECRET", "one-secret");
    assertThat(given.refusalOf("AUTH_API_SECRETS_JSON"))
        .contains("entry 1 has the same secret as AUTH_API_SECRET");
    given.with("AUTH_API_SECRET_ID", "acme").refusalOf("AUTH_API_SECRETS_JSON");
  }

  @Test
  void warnsOfMixedMode() {
    Given given = Given.secret("AUTH_API_SECRETS_JSON", LIST).with("AUTH_REQUIRED", "false");
    assertThat(given.settings().auth().required()).isFalse();
    assertThat(given.settings().warnings())
        .singleElement()
        .asString()
        .contains("an anonymous caller may enter any room, a tenant's too");
    given.with("AUTH_REQUIRED", "true");
    assertThat(given.settings().warnings()).isEmpty();
  }

  @Test
  void warnsOfAnOpenPortWithoutAuthentication() {
    assertThat(Given.nothing().settings().warnings())
        .singleElement()
        .asString()
        .contains("no authentication is configured and HTTP_HOST is not a loopback address");
    assertThat(Given.plain("HTTP_HOST", "localhost").settings().warnings()).isEmpty();
    assertThat(Given.secret("AUTH_API_SECRET", "s").settings().warnings()).isEmpty();
  }

  @Test
  void hasTwoDemoTenantsInDev() {
    Settings settings = Given.dev().settings();
    assertThat(settings.auth())
        .isEqualTo(
            new AuthSettings(
                false,
                true,
                TenantSettings.of(
                    new TenantSecret("acme", "acme-demo-secret"),
                    new TenantSecret("globex", "globex-demo-secret"))));
    assertThat(settings.auth().demo()).isTrue();
    assertThat(settings.warnings()).isEmpty();
    assertThat(Given.dev().with("AUTH_REQUIRED", "true").settings().auth().required()).isTrue();
  }

  @Test
  void warnsOfDemoTenantsOnAnOpenPort() {
    assertThat(Given.dev().with("HTTP_HOST", "0.0.0.0").settings().warnings())
        .singleElement()
        .asString()
        .contains("the demo secrets of the dev profile are public");
  }

  @Test
  void warnsOfSecretsInUrlsUnlessItIsToldThatTheyAreWanted() {
    Given given = Given.secret("AUTH_API_SECRET", "s").with("AUTH_QUERY_API_KEY", "");
    assertThat(given.settings().auth().queryApiKey()).isTrue();
    assertThat(given.settings().warnings())
        .singleElement()
        .asString()
        .startsWith("AUTH_QUERY_API_KEY is not set: ")
        .contains("logs of proxies");
    for (String said : new String[] {"true", "false"}) {
      assertThat(given.with("AUTH_QUERY_API_KEY", said).settings().warnings()).isEmpty();
    }
    Given open = Given.plain("AUTH_QUERY_API_KEY", "").with("HTTP_HOST", "127.0.0.1");
    assertThat(open.settings().warnings()).as("no secret that could be in a URL").isEmpty();
    assertThat(Given.dev().with("AUTH_QUERY_API_KEY", "").settings().warnings())
        .as("the demo secrets are public")
        .isEmpty();
  }

  @Test
  void hasNoDemoTenantsBesideOwnOnes() {
    AuthSettings auth = Given.dev().withSecret("AUTH_API_SECRET", "s").settings().auth();
    assertThat(auth)
        .isEqualTo(
            new AuthSettings(true, true, TenantSettings.of(new TenantSecret("default", "s"))));
    assertThat(auth.demo()).isFalse();
  }

  @Test
  void refusesDemoSecretsOutsideDev() {
    for (String demo :
        new String[] {"acme-demo-secret", "globex-demo-secret", DemoSettings.LIVEKIT_API_SECRET}) {
      Given.secret("AUTH_API_SECRET", demo).refusalOf("AUTH_API_SECRET");
      String list =
          "[{\"id\":\"x\",\"secret\":\"mine\"},{\"id\":\"y\",\"secret\":\"" + demo + "\"}]";
      assertThat(Given.secret("AUTH_API_SECRETS_JSON", list).refusalOf("AUTH_API_SECRETS_JSON"))
          .contains("entry 2")
          .doesNotContain(demo);
      assertThat(Given.dev().withSecret("AUTH_API_SECRETS_JSON", list).settings().auth().secrets())
          .hasSize(2);
    }
  }
}
