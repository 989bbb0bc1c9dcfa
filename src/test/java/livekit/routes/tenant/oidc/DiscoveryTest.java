package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import livekit.routes.settings.OidcSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the provider's keys are found, and who may say where they are. */
class DiscoveryTest extends Verifying {
  @Test
  void readsTheDocumentBesideAnIssuerWithAPath() {
    for (String path : new String[] {"/realms/acme", "/realms/acme/"}) {
      String issuer = provider.issuer() + path;
      provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, provider.discovery(issuer)));
      use(OpenIdProvider.oidc(issuer, "tenant"));
      assertTaken(token().claim("iss", issuer).signed());
      assertThat(provider.requests().get(provider.requests().size() - 2))
          .isEqualTo("/realms/acme" + OpenIdProvider.DISCOVERY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/other", "x"})
  void refusesTheDocumentOfAnotherIssuer(String more) {
    String other = provider.discovery(provider.issuer() + more);
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, other));
    assertUnreachable(token().signed(), "names another issuer than AUTH_OIDC_ISSUER");
    assertThat(provider.requests()).doesNotContain(OpenIdProvider.KEYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example/keys",
        "http://127.0.0.1.example/keys",
        "file:///etc/passwd",
        "ftp://127.0.0.1/keys",
        "//127.0.0.1/keys",
        "/keys",
        "jar:https://keys.example/a.jar!/keys",
        "https://user@keys.example/keys",
        "https://keys.example/keys#x",
        ""
      })
  void refusesAPlaceForKeysThatIsNotHttps(String url) {
    String document = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(provider.issuer(), url);
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, document));
    assertUnreachable(token().signed(), "jwks_uri in its discovery document is not https");
  }

  @Test
  void refusesHttpFromAnIssuerThatHasHttps() throws Exception {
    String document = "{\"issuer\":\"https://p.example\",\"jwks_uri\":\"http://127.0.0.1:1/keys\"}";
    assertThat(
            catchThrowable(
                () ->
                    ProviderDocuments.keysUrl(
                        document.getBytes(StandardCharsets.UTF_8), "https://p.example")))
        .hasMessageContaining("is not https");
    String good = document.replace("http://127.0.0.1:1", "https://cdn.example");
    assertThat(
            ProviderDocuments.keysUrl(good.getBytes(StandardCharsets.UTF_8), "https://p.example"))
        .isEqualTo(URI.create("https://cdn.example/keys"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"issuer\":5}",
        "{\"issuer\":\"a\",\"issuer\":\"b\"}",
        "{\"jwks_uri\":\"https://keys.example\"}"
      })
  void refusesADocumentThatIsGarbage(String document) {
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, document));
    assertUnreachable(token().signed(), "its discovery document");
  }

  @Test
  void refusesADocumentWithoutAPlaceForKeys() {
    String document = "{\"issuer\":\"%s\"}".formatted(provider.issuer());
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, document));
    assertUnreachable(token().signed(), "jwks_uri");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    provider.discoveryIs(
        http -> {
          http.getResponseHeaders().add("Location", provider.issuer() + "/elsewhere");
          OpenIdProvider.answer(http, status, "");
        });
    assertUnreachable(token().signed(), "a status that is not 200");
    assertThat(provider.requests()).doesNotContain("/elsewhere");
  }

  @Test
  void followsNoRedirectToTheKeys() {
    provider.keysAre(
        http -> {
          http.getResponseHeaders().add("Location", provider.issuer() + "/elsewhere");
          OpenIdProvider.answer(http, 302, "");
        });
    assertUnreachable(token().signed(), "a status that is not 200");
    assertThat(provider.requests()).doesNotContain("/elsewhere");
  }

  @Test
  void givesUpOnAnAnswerThatIsTooLarge() {
    provider.keysAre(
        http -> OpenIdProvider.answer(http, 200, " ".repeat(ProviderHttp.MAX_BYTES + 1) + "{}"));
    assertUnreachable(token().signed(), "larger than 256 KiB");
  }

  @Test
  void readsAnAnswerThatIsJustNotTooLarge() {
    String keys = "{\"keys\":[" + TestKeys.FIRST.toPublicJWK() + "]}";
    String padding = " ".repeat(ProviderHttp.MAX_BYTES - keys.length());
    provider.keysAre(http -> OpenIdProvider.answer(http, 200, padding + keys));
    assertTaken(token().signed());
  }

  @Test
  void needsNoDiscoveryWhereTheSettingsNameThePlace() {
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 404, ""));
    OidcSettings plain = provider.oidc();
    use(
        new OidcSettings(
            plain.issuer(),
            plain.audience(),
            plain.tenantClaim(),
            Optional.of(URI.create(provider.issuer() + OpenIdProvider.KEYS + "?p=x")),
            Optional.empty()));
    assertTaken(token().signed());
    assertThat(provider.requests()).containsExactly(OpenIdProvider.KEYS + "?p=x");
  }
}
