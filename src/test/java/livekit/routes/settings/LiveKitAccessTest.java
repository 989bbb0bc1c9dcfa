package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitAccessTest {
  @ParameterizedTest
  @CsvSource({
    "ws://localhost:7880, http://localhost:7880, ws://localhost:7880",
    "wss://lk.example, https://lk.example, wss://lk.example",
    "http://lk.example:80/, http://lk.example:80, ws://lk.example:80",
    "https://lk.example/a/b//, https://lk.example/a/b, wss://lk.example/a/b",
    "WSS://lk.example/A%20b, https://lk.example/A%20b, wss://lk.example/A%20b",
    "ws://[::1]:7880, http://[::1]:7880, ws://[::1]:7880",
    "ws://10.0.0.1:, http://10.0.0.1, ws://10.0.0.1",
  })
  void readsTheUrlInBothForms(String given, URI api, URI announced) {
    LiveKitSettings livekit = Given.livekit(given).settings().livekit().orElseThrow();
    assertThat(livekit.apiUrl()).isEqualTo(api);
    assertThat(livekit.publicUrl()).isEqualTo(announced);
    assertThat(livekit.apiKey()).isEqualTo("key");
    assertThat(livekit.apiSecret()).isEqualTo(Given.LONG_SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://p", "wss://p/x/", "http://p:1", "https://p"})
  void tellsCallersThePublicUrlAsGiven(String text) {
    Given given = Given.livekit("ws://inside:7880").with("LIVEKIT_PUBLIC_URL", text);
    LiveKitSettings livekit = given.settings().livekit().orElseThrow();
    assertThat(livekit.publicUrl()).hasToString(text);
    assertThat(livekit.apiUrl()).hasToString("http://inside:7880");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:7880",
        "//localhost",
        "ws:localhost",
        "ws://",
        "ws:///path",
        "ws://:7880",
        "ftp://lk.example",
        "ws://user:pass@lk.example",
        "ws://lk.example?a=b",
        "ws://lk.example/?",
        "ws://lk.example#x",
        "ws://lk.example:0",
        "ws://lk.example:65536",
        "ws://lk.example:x",
        "ws://lk.example/a b",
        "ws://lk_server:7880",
        "ws://größe.example",
        "ws://lk.example/größe",
      })
  void refusesAnotherUrl(String text) {
    for (String name : new String[] {"LIVEKIT_URL", "LIVEKIT_PUBLIC_URL"}) {
      assertThat(Given.plain(name, text).refusalOf(name)).contains("expected a URL such as");
    }
  }

  @Test
  void takesTheAliasWhereTheUrlIsEmptyAndOnlyThere() {
    Given given = Given.livekit("").with("LIVEKIT_HOST", "ws://alias");
    assertThat(given.settings().livekit().orElseThrow().publicUrl()).hasToString("ws://alias");
    given.with("LIVEKIT_URL", "ws://url");
    assertThat(given.settings().livekit().orElseThrow().publicUrl()).hasToString("ws://url");
  }

  @Test
  void saysWhatIsMissing() {
    Settings settings = Given.nothing().settings();
    assertThat(settings.livekit()).isEmpty();
    assertThat(settings.emulated()).isFalse();
    assertThat(settings.livekitMissing())
        .isEqualTo("LIVEKIT_URL and LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not set");
    Given some = Given.plain("LIVEKIT_URL", "ws://h").withSecret("LIVEKIT_API_KEY", "key");
    assertThat(some.settings().livekit()).isEmpty();
    assertThat(some.settings().livekitMissing()).isEqualTo("LIVEKIT_API_SECRET is not set");
    assertThat(Given.livekit("ws://h").settings().livekitMissing()).isEmpty();
  }

  @Test
  void warnsOfAShortSecret() {
    Given given = Given.livekit("ws://h").with("HTTP_HOST", "127.0.0.1");
    assertThat(given.withSecret("LIVEKIT_API_SECRET", "x".repeat(32)).settings().warnings())
        .isEmpty();
    assertThat(given.withSecret("LIVEKIT_API_SECRET", "ä".repeat(16)).settings().warnings())
        .isEmpty();
    assertThat(given.withSecret("LIVEKIT_API_SECRET", "x".repeat(31)).settings().warnings())
        .singleElement()
        .asString()
        .startsWith("LIVEKIT_API_SECRET is shorter than 32 bytes")
        .doesNotContain("xxx");
  }

  @Test
  void emulatesLiveKitInDevWithoutAUrl() {
    Settings settings = Given.dev().settings();
    assertThat(settings.emulated()).isTrue();
    assertThat(settings.livekit()).isEmpty();
    assertThat(settings.livekitMissing()).isEqualTo("the emulator has not started");
    Settings started = settings.withEmulatorAt(URI.create("http://127.0.0.1:4711/"));
    assertThat(started.livekit())
        .contains(
            new LiveKitSettings(
                URI.create("http://127.0.0.1:4711"),
                URI.create("ws://127.0.0.1:4711"),
                "devkey",
                DemoSettings.LIVEKIT_API_SECRET));
    assertThat(DemoSettings.LIVEKIT_API_SECRET).hasSizeGreaterThanOrEqualTo(32);
    assertThat(started.livekitMissing()).isEmpty();
    assertThat(started.emulated()).isTrue();
    assertThat(started.warnings()).isEmpty();
    assertThat(started).usingRecursiveComparison().ignoringFields("access").isEqualTo(settings);
  }

  @Test
  void tellsCallersThePublicUrlOfTheEmulatorToo() {
    Settings settings = Given.dev().with("LIVEKIT_PUBLIC_URL", "wss://tunnel.example").settings();
    assertThat(settings.withEmulatorAt(URI.create("http://127.0.0.1:1")).livekit().orElseThrow())
        .extracting(LiveKitSettings::publicUrl)
        .hasToString("wss://tunnel.example");
  }

  @Test
  void warnsOfCredentialsThatTheEmulatorDoesNotUse() {
    Settings settings = Given.dev().withSecret("LIVEKIT_API_SECRET", "short").settings();
    assertThat(settings.emulated()).isTrue();
    assertThat(settings.warnings()).singleElement().asString().contains("are not used");
  }

  @Test
  void asksTheServerOfTheUrlInDev() {
    Settings settings = Given.dev().with("LIVEKIT_URL", "ws://h").settings();
    assertThat(settings.emulated()).isFalse();
    assertThat(settings.livekitMissing())
        .isEqualTo("LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not set");
    assertThatIllegalStateException()
        .isThrownBy(() -> settings.withEmulatorAt(URI.create("http://127.0.0.1:1")));
  }

  @Test
  void refusesTheDemoSecretOutsideDev() {
    Given given = Given.livekit("ws://h");
    given.withSecret("LIVEKIT_API_SECRET", DemoSettings.LIVEKIT_API_SECRET);
    assertThat(given.refusalOf("LIVEKIT_API_SECRET")).contains("a secret of your own");
  }
}
