package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTest {
  private static final String ISSUER = "https://id.example/realms/acme/";

  @Test
  void isOffWhenNothingIsSet() {
    assertThat(Given.nothing().settings().auth().oidc()).isEmpty();
  }

  @Test
  void isAsTheSettingsSay() {
    assertThat(provider().settings().auth().oidc())
        .contains(
            new OidcSettings(
                ISSUER, "https://gateway.example", "org.id", Optional.empty(), Optional.empty()));
    assertThat(
            provider()
                .with("AUTH_OIDC_JWKS_URL", "https://keys.example/jwks?app=1")
                .with("AUTH_OIDC_TENANT_PREFIX", "oidc:")
                .settings()
                .auth()
                .oidc())
        .contains(
            new OidcSettings(
                ISSUER,
                "https://gateway.example",
                "org.id",
                Optional.of(URI.create("https://keys.example/jwks?app=1")),
                Optional.of("oidc:")));
  }

  @Test
  void isAWayToAuthenticate() {
    AuthSettings auth = provider().settings().auth();
    assertThat(auth.configured()).isTrue();
    assertThat(auth.required()).isTrue();
    assertThat(auth.secrets()).isEmpty();
    assertThat(provider().settings().warnings()).isEmpty();
    assertThat(provider().with("AUTH_REQUIRED", "true").settings().auth().required()).isTrue();
    assertThat(Given.nothing().settings().auth().configured()).isFalse();
  }

  @Test
  void allowsATenantWithoutASecret() {
    String list = "[{\"id\":\"acme\",\"room_prefix\":\"acme-\"}]";
    Given.secret("AUTH_API_SECRETS_JSON", list).refusalOf("AUTH_API_SECRETS_JSON");
    AuthSettings auth = provider().withSecret("AUTH_API_SECRETS_JSON", list).settings().auth();
    assertThat(auth.secrets()).isEmpty();
    assertThat(auth.tenants().list().policies()).containsKey("acme");
  }

  @Test
  void takesThePlaceOfTheDemoTenants() {
    Given dev = fill(Given.dev());
    assertThat(dev.settings().auth().secrets()).isEmpty();
    assertThat(dev.settings().auth().required()).isTrue();
  }

  @Test
  void warnsOfMixedMode() {
    assertThat(provider().with("AUTH_REQUIRED", "false").settings().warnings())
        .singleElement()
        .asString()
        .contains("mixed mode");
  }

  @Test
  void warnsOfOneIdProvenInTwoWays() {
    Given both = provider().withSecret("AUTH_API_SECRET", "s");
    assertThat(both.settings().warnings())
        .singleElement()
        .asString()
        .contains("AUTH_OIDC_TENANT_PREFIX is not set", "the same id means the same tenant");
    assertThat(both.with("AUTH_OIDC_TENANT_PREFIX", "oidc:").settings().warnings()).isEmpty();
  }

  @Test
  void warnsOfAPolicyForNobody() {
    Given prefixed = provider().with("AUTH_OIDC_TENANT_PREFIX", "oidc:");
    String list = "[{\"id\":\"%s\",\"room_prefix\":\"acme-\"}]";

    assertThat(
            prefixed
                .withSecret("AUTH_API_SECRETS_JSON", list.formatted("acme"))
                .settings()
                .warnings())
        .singleElement()
        .asString()
        .contains("an id without AUTH_OIDC_TENANT_PREFIX", "holds for nobody");
    assertThat(
            prefixed
                .withSecret("AUTH_API_SECRETS_JSON", list.formatted("oidc:acme"))
                .settings()
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH_OIDC_AUDIENCE",
        "AUTH_OIDC_TENANT_CLAIM",
        "AUTH_OIDC_JWKS_URL",
        "AUTH_OIDC_TENANT_PREFIX"
      })
  void refusesASettingWithoutTheIssuer(String name) {
    assertThat(Given.plain(name, "https://x.example").refusalOf(name))
        .contains("expected AUTH_OIDC_ISSUER beside it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH_OIDC_AUDIENCE", "AUTH_OIDC_TENANT_CLAIM"})
  void refusesAnIssuerWithoutWhatIsRequired(String name) {
    assertThat(provider().with(name, " ").refusalOf(name))
        .contains("is required beside AUTH_OIDC_ISSUER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id.example",
        "//id.example",
        "http://id.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "http://10.0.0.1",
        "ftp://localhost",
        "https://",
        "https:///x",
        "https://user@id.example",
        "https://id.example/?a=b",
        "https://id.example/#a",
        "https://id.example:0",
        "https://id.example:70000",
        "https://id.exämple",
        "https://id example"
      })
  void refusesAnIssuerThatIsNotHttps(String issuer) {
    assertThat(provider().with("AUTH_OIDC_ISSUER", issuer).refusalOf("AUTH_OIDC_ISSUER"))
        .contains("expected an https URL without user, query and fragment")
        .doesNotContain(issuer);
    if (!issuer.contains("?")) {
      provider().with("AUTH_OIDC_JWKS_URL", issuer).refusalOf("AUTH_OIDC_JWKS_URL");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example",
        "https://id.example:8443/a/b/",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:8080/realms/x",
        "HTTPS://ID.example"
      })
  void keepsAnIssuerAsItIsWritten(String issuer) {
    assertThat(provider().with("AUTH_OIDC_ISSUER", issuer).settings().auth().oidc())
        .map(OidcSettings::issuer)
        .hasValue(issuer);
  }

  @Test
  void takesNamesOfClaimsWithDots() {
    for (String claim :
        List.of("tenant", "org.id", "https://acme.example/tenant", "a.b.c.d", "sub", "urn:x")) {
      assertThat(provider().with("AUTH_OIDC_TENANT_CLAIM", claim).settings().auth().oidc())
          .map(OidcSettings::tenantClaim)
          .hasValue(claim);
    }
    for (String claim : List.of(".", ".id", "org.", "org..id")) {
      provider().with("AUTH_OIDC_TENANT_CLAIM", claim).refusalOf("AUTH_OIDC_TENANT_CLAIM");
    }
  }

  @Test
  void refusesAPrefixWithControlCharacters() {
    provider().with("AUTH_OIDC_TENANT_PREFIX", "a\u0000b").refusalOf("AUTH_OIDC_TENANT_PREFIX");
  }

  private static Given provider() {
    return fill(Given.nothing());
  }

  private static Given fill(Given given) {
    return given
        .with("AUTH_OIDC_ISSUER", ISSUER)
        .with("AUTH_OIDC_AUDIENCE", "https://gateway.example")
        .with("AUTH_OIDC_TENANT_CLAIM", "org.id");
  }
}
