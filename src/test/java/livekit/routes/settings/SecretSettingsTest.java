package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSettingsTest {
  private static final String[] NAMES = {
    "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "AUTH_API_SECRETS_JSON", "AUTH_API_SECRET"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{x}}",
        "}}",
        "{{",
        "a#b",
        "%41%",
        "a?b&c=d",
        "'single' \"double\"",
        "Größe-äöü-€-😀",
        "${variable.x} \\u0041 \\",
        " blanks around ",
      })
  void bringsASecretThroughUnchanged(String secret) throws IOException {
    assertThat(secretOf(Given.secret("AUTH_API_SECRET", secret))).isEqualTo(secret(secret));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file(secret))))
        .isEqualTo(secret(secret));
  }

  @Test
  void leavesOneLineEndOfAFileOut() throws IOException {
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file("s\n")))).isEqualTo(secret("s"));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file("s\r\n"))))
        .isEqualTo(secret("s"));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file("s\n\n"))))
        .isEqualTo(secret("s\n"));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET", "s\n"))).isEqualTo(secret("s\n"));
  }

  @Test
  void readsEverySecretFromAFile() throws IOException {
    Settings settings =
        Given.plain("LIVEKIT_URL", "ws://localhost:7880")
            .withSecret("LIVEKIT_API_KEY_FILE", file("the-key"))
            .withSecret("LIVEKIT_API_SECRET_FILE", file(Given.LONG_SECRET + "\n"))
            .withSecret("AUTH_API_SECRETS_JSON_FILE", file("[{\"id\":\"a\",\"secret\":\"b\"}]\n"))
            .settings();
    assertThat(settings.livekit().orElseThrow().apiKey()).isEqualTo("the-key");
    assertThat(settings.livekit().orElseThrow().apiSecret()).isEqualTo(Given.LONG_SECRET);
    assertThat(settings.auth().secrets()).containsExactly(new TenantSecret("a", "b"));
  }

  @Test
  void refusesASecretThatIsSetTwice() throws IOException {
    for (String name : NAMES) {
      Given given = Given.secret(name, "the-value").withSecret(name + "_FILE", file("other"));
      assertThat(given.refusalOf(name)).contains(name + "_FILE, not both");
    }
  }

  @Test
  void takesAnEmptyVariableOfLiveKitForNone() {
    assertThat(Given.secret("LIVEKIT_API_SECRET", "").settings().livekit()).isEmpty();
  }

  @Test
  void refusesToStartOpenWhereASecretIsSetAndEmpty() {
    Given.secret("AUTH_API_SECRET", "").refusalOf("AUTH_API_SECRET");
    Given.secret("AUTH_API_SECRETS_JSON", "").refusalOf("AUTH_API_SECRETS_JSON");
    Given.secret("AUTH_API_SECRET_FILE", "").refusalOf("AUTH_API_SECRET_FILE");
  }

  @Test
  void refusesABlankSecret() throws IOException {
    for (String name : NAMES) {
      Given.secret(name, "    ").refusalOf(name);
      for (String blank : new String[] {"", "\n", " \n"}) {
        assertThat(Given.secret(name + "_FILE", file(blank)).refusalOf(name + "_FILE"))
            .contains("not empty or blank");
      }
    }
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    Path notText = folder.resolve("not-text");
    Files.write(notText, new byte[] {'a', (byte) 0xff, 'b'});
    for (String name : NAMES) {
      for (String path :
          new String[] {"/no/such/file", folder.toString(), "nul\0byte", notText.toString()}) {
        assertThat(Given.secret(name + "_FILE", path).refusalOf(name + "_FILE"))
            .contains("readable file of UTF-8 text");
      }
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path large = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(SecretSettings.MAX_FILE_BYTES + 1L);
    }
    assertThat(
            Given.secret("AUTH_API_SECRETS_JSON_FILE", large.toString())
                .refusalOf("AUTH_API_SECRETS_JSON_FILE"))
        .contains("at most 64 MiB");
  }

  private String file(String content) throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static TenantSecret secretOf(Given given) {
    return given.settings().auth().secrets().get(0);
  }

  private static TenantSecret secret(String text) {
    return new TenantSecret("default", text);
  }
}
