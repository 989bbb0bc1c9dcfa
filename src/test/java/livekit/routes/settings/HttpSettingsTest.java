package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
  @Test
  void listensOnAllAddressesByDefaultAndInDevOnLoopback() {
    HttpSettings http = Given.nothing().settings().http();
    assertThat(http.host()).isEqualTo("0.0.0.0");
    assertThat(http.port()).isEqualTo(8080);
    assertThat(http.managementPort()).isEqualTo(9876);
    assertThat(http.cors()).isEqualTo(CorsSettings.NONE);
    assertThat(Given.dev().settings().http().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void keepsHealthAndMetricsToThisMachineUnlessItIsTold() {
    assertThat(Given.nothing().settings().http().managementHost()).isEqualTo("127.0.0.1");
    assertThat(Given.plain("HTTP_HOST", "10.0.0.1").settings().http().managementHost())
        .isEqualTo("127.0.0.1");
    assertThat(Given.plain("MANAGEMENT_HOST", "0.0.0.0").settings().http().managementHost())
        .isEqualTo("0.0.0.0");
    assertThat(Given.dev().settings().http().managementHost()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.9.9.9, true",
    "localhost, true",
    "LocalHost, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "0.0.0.0, false",
    "::, false",
    "192.168.0.1, false",
    "gateway.internal, false",
    "127.example, false",
  })
  void knowsALoopbackAddress(String host, boolean loopback) {
    HttpSettings http = Given.plain("HTTP_HOST", host).settings().http();
    assertThat(http.host()).isEqualTo(host);
    assertThat(http.loopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h", "h:80", "h/x", "[::1]", "a b", "::x", "1:2:", ".", "-"})
  void refusesWhatIsNotAHost(String text) {
    for (String name : new String[] {"HTTP_HOST", "MANAGEMENT_HOST"}) {
      assertThat(Given.plain(name, text).refusalOf(name)).contains("an address or a host name");
    }
  }

  @Test
  void takesEveryPort() {
    HttpSettings http =
        Given.plain("HTTP_PORT", "65535").with("MANAGEMENT_PORT", "0").settings().http();
    assertThat(http.port()).isEqualTo(65535);
    assertThat(http.managementPort()).isZero();
    for (String name : new String[] {"HTTP_PORT", "MANAGEMENT_PORT"}) {
      assertThat(Given.plain(name, "65536").refusalOf(name)).contains("from 0 to 65535");
    }
  }

  @Test
  void refusesOnePortForBoth() {
    Given.plain("HTTP_PORT", "9876").refusalOf("MANAGEMENT_PORT");
    Given.plain("MANAGEMENT_PORT", "8080").refusalOf("MANAGEMENT_PORT");
    HttpSettings any = Given.plain("HTTP_PORT", "0").with("MANAGEMENT_PORT", "0").settings().http();
    assertThat(any.port()).isEqualTo(any.managementPort());
  }

  @Test
  void readsOriginsInTheFormThatBrowsersSend() {
    assertThat(
            Given.plain(
                    "CORS_ALLOWED_ORIGINS",
                    "https://a.example, HTTP://LocalHost:3000 ,https://b.example:443,"
                        + "http://c:80,http://d:443,http://[::1]:5173,https://a.example")
                .settings()
                .http()
                .cors()
                .origins())
        .containsExactly(
            "https://a.example",
            "http://localhost:3000",
            "https://b.example",
            "http://c",
            "http://d:443",
            "http://[::1]:5173");
    assertThat(Given.plain("CORS_ALLOWED_ORIGINS", "*").settings().http().cors().origins())
        .containsExactly("*");
  }

  @Test
  void readsOriginsOfAppsAndExtensions() {
    String text = "capacitor://localhost,Tauri://localhost:1420,moz-extension://2C127FA4-62c7";
    assertThat(Given.plain("CORS_ALLOWED_ORIGINS", text).settings().http().cors().origins())
        .containsExactly(
            "capacitor://localhost", "tauri://localhost:1420", "moz-extension://2c127fa4-62c7");
  }

  @Test
  void readsNamesOfHeaders() {
    for (String name : new String[] {"CORS_ALLOWED_HEADERS", "CORS_EXPOSED_HEADERS"}) {
      CorsSettings cors = Given.plain(name, "X-A, x-b,x-a").settings().http().cors();
      assertThat(name.contains("ALLOWED") ? cors.allowedHeaders() : cors.exposedHeaders())
          .containsExactly("x-a", "x-b");
      for (String text : new String[] {"*", "x-*", "x a", "x-a,", "x:a", "x-ä"}) {
        assertThat(Given.plain(name, text).refusalOf(name)).contains("names of headers");
      }
    }
  }

  @Test
  void refusesCredentialsForEveryPage() {
    assertThat(
            Given.plain("CORS_ALLOWED_ORIGINS", "*")
                .with("CORS_ALLOW_CREDENTIALS", "true")
                .refusalOf("CORS_ALLOW_CREDENTIALS"))
        .contains("cannot be true where CORS_ALLOWED_ORIGINS is *");
    assertThat(
            Given.plain("CORS_ALLOWED_ORIGINS", "https://a.example")
                .with("CORS_ALLOW_CREDENTIALS", "true")
                .settings()
                .http()
                .cors()
                .credentials())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "https://",
        "https://a.example/",
        "https://a.example/x",
        "https://a.example?x",
        "https://a.example#x",
        "https://u@a.example",
        "https://a.example:",
        "https://a.example:0",
        "https://a.example:65536",
        "https://*.a.example",
        "https://a_b.example",
        "capacitor://",
        "capacitor://localhost/x",
        "capacitor:localhost",
        "capacitor://localhost:65536",
        "capacitor://*",
        "file:///",
        "localhost:3000",
        "null",
        "*,https://a.example",
        "https://a.example,",
        ",",
        "https://a.example https://b.example",
      })
  void refusesWhatIsNotAnOrigin(String text) {
    assertThat(Given.plain("CORS_ALLOWED_ORIGINS", text).refusalOf("CORS_ALLOWED_ORIGINS"))
        .contains("expected origins such as");
  }
}
