package livekit.routes.tenant;

import static livekit.routes.tenant.WatchedFile.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that would stop the start changes nothing while the gateway runs. */
class BrokenTenantsFileTest {
  @TempDir Path folder;
  private WatchedFile file;

  @BeforeEach
  void start() throws IOException {
    file = new WatchedFile(Files.writeString(folder.resolve("list"), list("old-secret")));
  }

  @AfterEach
  void stop() {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "[]",
        "[{\"id\":\"acme\",\"secret\":\"new-secret\"}",
        "[{\"id\":\"acme\",\"secret\":\"new-secret\"}] x",
        "[{\"id\":\"acme\",\"secret\":\"new-secret\",\"unknown\":1}]",
        "[{\"id\":\"acme\"}]",
        "[{\"id\":\"acme\",\"secret\":\"new-secret\"},{\"id\":\"x\",\"secret\":\"new-secret\"}]",
        "[{\"id\":\"acme\",\"secret\":\"new-secret\",\"token_ttl\":\"7h\"}]",
        "[{\"id\":\"acme\",\"secret\":\"acme-demo-secret\"}]",
        "[{\"id\":\"acme\",\"secret\":\"the-one-beside\"}]",
      })
  void keepsTheTenantsAndSaysSoOnce(String broken) throws IOException {
    file.write(broken);
    file.look(4);
    assertThat(file.owner("old-secret")).isEqualTo("acme");
    assertThat(file.owner("new-secret")).isNull();
    assertThat(file.log.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR AUTH_API_SECRETS_FILE: ")
        .endsWith("; the tenants stay what they were")
        .doesNotContain("new-secret", "demo-secret", "\n");
  }

  @Test
  void keepsTheTenantsWhereTheFileIsNotText() throws IOException {
    Files.write(file.path, list("new-secret\u00e4").getBytes(StandardCharsets.ISO_8859_1));
    file.look(2);
    assertThat(file.owner("old-secret")).isEqualTo("acme");
    assertThat(file.log.lines()).singleElement().asString().contains("readable file of UTF-8 text");
  }

  @Test
  void doesNotWaitForAPipe() throws Exception {
    Files.delete(file.path);
    assumeThat(new ProcessBuilder("mkfifo", file.path.toString()).start().waitFor()).isZero();
    file.look(3);
    assertThat(file.owner("old-secret")).isEqualTo("acme");
    assertThat(file.log.lines()).singleElement().asString().contains("readable file of UTF-8 text");
  }

  @Test
  void saysNothingOfWhatIsBrokenForAMoment() throws IOException {
    file.write("[{\"id\":");
    file.look(1);
    Files.delete(file.path);
    file.look(1);
    file.write(list("new-secret"));
    file.look(1);
    assertThat(file.owner("new-secret")).isEqualTo("acme");
    assertThat(file.log.lines()).singleElement().asString().startsWith("INFO");
  }

  @Test
  void keepsTheTenantsWhileTheFileIsGone() throws IOException {
    Path away = Files.move(file.path, folder.resolve("away"));
    file.look(3);
    assertThat(file.owner("old-secret")).isEqualTo("acme");
    Files.move(away, file.path);
    file.look(2);
    assertThat(file.log.lines())
        .containsExactly(
            "ERROR AUTH_API_SECRETS_FILE: expected the path of a readable file of UTF-8 text;"
                + " the tenants stay what they were",
            "INFO AUTH_API_SECRETS_FILE is again what it was when it was read last");
  }

  @Test
  void saysOnceOfEachBrokenVersionAndTakesTheNextGoodOne() throws IOException {
    for (String broken : List.of("[", "[[", "[[[")) {
      file.write(broken);
      file.look(3);
    }
    file.write(list("new-secret"));
    file.look(1);
    assertThat(file.owner("new-secret")).isEqualTo("acme");
    assertThat(file.log.lines()).hasSize(4);
  }
}
