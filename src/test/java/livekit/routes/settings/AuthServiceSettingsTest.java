package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import livekit.routes.PemKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthServiceSettingsTest {
  private static final String URL = "https://auth.example/check/";

  @TempDir private static Path directory;
  private static PrivateKey key;
  private static String path;

  @BeforeAll
  static void makeAKey() {
    key = PemKeys.rsa(2048).getPrivate();
    path = PemKeys.file(directory, PemKeys.pkcs8(key));
  }

  @Test
  void areOffWhenNothingIsSet() {
    AuthSettings auth = Given.nothing().settings().auth();
    assertThat(auth.service()).isEmpty();
    assertThat(auth.configured()).isFalse();
  }

  @Test
  void haveADefaultForTheTimeoutAndTheSubject() {
    assertThat(configured(URL).settings().auth().service())
        .hasValue(
            new AuthServiceSettings(URI.create(URL), key, Duration.ofSeconds(5), "livekit-routes"));
  }

  @Test
  void areAsTheSettingsSay() {
    AuthServiceSettings service =
        configured(URL)
            .with("AUTH_TIMEOUT_SECONDS", "10")
            .with("AUTH_SERVICE_SUBJECT", "gateway-of-acme")
            .settings()
            .auth()
            .service()
            .orElseThrow();
    assertThat(service.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(service.subject()).isEqualTo("gateway-of-acme");
  }

  @Test
  void makeCredentialsRequired() {
    assertThat(configured(URL).settings().auth().required()).isTrue();
    assertThat(configured(URL).settings().warnings()).isEmpty();
    assertThat(configured(URL).with("AUTH_REQUIRED", "true").settings().auth().required()).isTrue();
  }

  @Test
  void areWarnedOfInMixedMode() {
    assertThat(configured(URL).with("AUTH_REQUIRED", "false").settings().warnings())
        .singleElement()
        .asString()
        .contains("mixed mode");
  }

  @Test
  void allowTenantsWithoutASecret() {
    String list = "[{\"id\":\"acme\",\"room_prefix\":\"acme-\"}]";
    Settings settings = configured(URL).withSecret("AUTH_API_SECRETS_JSON", list).settings();

    assertThat(settings.auth().secrets()).isEmpty();
    assertThat(settings.auth().tenants().list().policies()).containsOnlyKeys("acme");
    Given.secret("AUTH_API_SECRETS_JSON", list).refusalOf("AUTH_API_SECRETS_JSON");
  }

  @Test
  void areAnotherWayBesideAnOpenIdProvider() {
    Given both =
        configured(URL)
            .with("AUTH_OIDC_ISSUER", "https://id.example")
            .with("AUTH_OIDC_AUDIENCE", "gateway")
            .with("AUTH_OIDC_TENANT_CLAIM", "tenant");
    assertThat(both.settings().warnings())
        .singleElement()
        .asString()
        .contains("AUTH_OIDC_TENANT_PREFIX is not set");
    assertThat(both.with("AUTH_OIDC_TENANT_PREFIX", "oidc:").settings().warnings()).isEmpty();
  }

  @Test
  void leaveNoDemoTenantsInDev() {
    AuthSettings auth =
        Given.dev()
            .with("AUTH_SERVICE_URL", URL)
            .with("AUTH_SIGNING_KEY_PATH", path)
            .settings()
            .auth();
    assertThat(auth.secrets()).isEmpty();
    assertThat(auth.demo()).isFalse();
    assertThat(auth.required()).isTrue();
  }

  @Test
  void needUrlAndKeyTogether() {
    assertThat(Given.plain("AUTH_SERVICE_URL", URL).refusalOf("AUTH_SIGNING_KEY_PATH"))
        .contains("since AUTH_SERVICE_URL is set");
    assertThat(Given.plain("AUTH_SIGNING_KEY_PATH", path).refusalOf("AUTH_SERVICE_URL"))
        .contains("since AUTH_SIGNING_KEY_PATH is set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth",
        "HTTP://127.0.0.1:9000",
        "https://auth.example:8443/a/b.c_d-e/",
        "http://[::1]:9000/x"
      })
  void takeTheUrlAsItIs(String url) {
    assertThat(configured(url).settings().auth().service().orElseThrow().url())
        .isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.example",
        "ws://auth.example",
        "https:///check",
        "https://auth.example:0",
        "https://auth.example:65536",
        "https://user:s3cret@auth.example",
        "https://auth.example/check?code=s3cret",
        "https://auth.example/?",
        "https://auth.example/#top",
        "https://auth.example/a%2Fb",
        "https://auth.example/a b",
        "https://auth.exämple",
        "https://auth.example/{id}"
      })
  void refuseAnyOtherUrl(String url) {
    assertThat(configured(url).refusalOf("AUTH_SERVICE_URL"))
        .contains("expected a URL such as https://auth.example/check")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "2.5", "5s", "soon"})
  void refuseATimeoutThatIsNotOneToTenSeconds(String timeout) {
    String expected = "expected a whole number from 1 to 10";
    assertThat(
            configured(URL).with("AUTH_TIMEOUT_SECONDS", timeout).refusalOf("AUTH_TIMEOUT_SECONDS"))
        .contains(expected);
    assertThat(Given.plain("AUTH_TIMEOUT_SECONDS", timeout).refusalOf("AUTH_TIMEOUT_SECONDS"))
        .contains(expected);
  }

  @Test
  void refuseAKeyThatCannotBeUsed() {
    configured(URL)
        .with("AUTH_SIGNING_KEY_PATH", directory + "/none.pem")
        .refusalOf("AUTH_SIGNING_KEY_PATH");
  }

  @Test
  void warnOfCredentialsThatCrossTheNetworkUnencrypted() {
    assertThat(configured("http://auth.example").settings().warnings())
        .singleElement()
        .asString()
        .contains("AUTH_SERVICE_URL is http");
    assertThat(configured("http://127.0.0.1:9000").settings().warnings()).isEmpty();
    assertThat(configured("http://[::1]:9000").settings().warnings()).isEmpty();
  }

  @Test
  void printNeitherTheKeyNorThePath() {
    Settings settings = configured("https://auth.example:8443/in/private").settings();
    assertThat(settings.toString())
        .contains("https://auth.example:8443")
        .doesNotContain("private,", "/in/", "RSA", "modulus");
  }

  private static Given configured(String url) {
    return Given.plain("AUTH_SERVICE_URL", url).with("AUTH_SIGNING_KEY_PATH", path);
  }
}
