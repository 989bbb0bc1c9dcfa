package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSettingsTest {
  private static final String[] NAMES = {
    "LIVEKIT_API_KEY",
    "LIVEKIT_API_SECRET",
    "AUTH_API_SECRETS_JSON",
    "AUTH_API_SECRET",
    "LIVEKIT_KEYS",
    "REDIS_URL"
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
        "a blank inside",
      })
  void bringsASecretThroughUnchanged(String secret) throws IOException {
    assertThat(secretOf(Given.secret("AUTH_API_SECRET", secret))).isEqualTo(secret(secret));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file(secret))))
        .isEqualTo(secret(secret));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\n",
        "%s\r\n",
        "%s\n\n",
        "%s \r\n",
        " \t%s\t ",
        "\n%s",
        "\uFEFF%s",
        "\uFEFF %s\n",
        " \uFEFF%s",
        "\u00A0%s\u2003",
        "%s\uFEFF",
      })
  void leavesOutWhiteSpaceAtTheEndsAndAByteOrderMark(String form) throws IOException {
    String secret = form.formatted("the secret");
    assertThat(secretOf(Given.secret("AUTH_API_SECRET", secret))).isEqualTo(secret("the secret"));
    assertThat(secretOf(Given.secret("AUTH_API_SECRET_FILE", file(secret))))
        .isEqualTo(secret("the secret"));
    Settings settings =
        Given.plain("LIVEKIT_URL", "ws://localhost:7880")
            .withSecret("LIVEKIT_API_KEY", form.formatted("the-key"))
            .withSecret("LIVEKIT_API_SECRET_FILE", file(form.formatted(Given.LONG_SECRET)))
            .withSecret("LIVEKIT_KEYS_FILE", file(form.formatted("next: next-secret")))
            .withSecret("REDIS_URL", form.formatted("redis://user:password@redis:6379"))
            .with("ROOM_CLAIMS", "redis")
            .settings();
    assertThat(settings.livekit().orElseThrow().apiKey()).isEqualTo("the-key");
    assertThat(settings.livekit().orElseThrow().apiSecret()).isEqualTo(Given.LONG_SECRET);
    assertThat(settings.webhooks().moreKeys()).isEqualTo(Map.of("next", "next-secret"));
    assertThat(settings.claims().where()).isEqualTo("in Redis redis:6379");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "two\r\nlines",
        "a\ttab",
        "a\0nul",
        "\u0085next",
        "line\u2028end",
        "zero\u200Bwidth",
        "a\uFEFFmark",
        "d\u007Fel",
      })
  void refusesASecretThatNobodyMeans(String secret) throws IOException {
    for (String name : new String[] {"LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "AUTH_API_SECRET"}) {
      assertThat(Given.secret(name, secret).refusalOf(name)).contains("one line");
      assertThat(Given.secret(name + "_FILE", file(secret)).refusalOf(name + "_FILE"))
          .contains("one line");
    }
    Given.secret("LIVEKIT_KEYS", "key: " + secret).refusalOf("LIVEKIT_KEYS");
    Given.secret("REDIS_URL", "redis://:" + secret + "@h")
        .with("ROOM_CLAIMS", "redis")
        .refusalOf("REDIS_URL");
  }

  @Test
  void refusesATextOfWhichTheLocaleLostACharacter() throws IOException {
    for (String name : NAMES) {
      assertThat(Given.secret(name, "key: gr\uFFFD\uFFFDn").refusalOf(name)).contains("LC_ALL");
    }
    assertThat(
            Given.secret("AUTH_API_SECRET_FILE", file("gr\uFFFDn"))
                .refusalOf("AUTH_API_SECRET_FILE"))
        .contains("one line");
  }

  @Test
  void refusesAFileInUtf16() throws IOException {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      for (String name : NAMES) {
        Path file = folder.resolve(charset.name());
        Files.write(file, "[{\"id\":\"a\",\"secret\":\"b\"}]".getBytes(charset));
        Given.secret(name + "_FILE", file.toString()).refusalOf(name + "_FILE");
      }
    }
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
      for (String blank : new String[] {"", "\n", " \n", "\uFEFF", "\uFEFF\r\n"}) {
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
