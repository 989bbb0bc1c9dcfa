package livekit.routes;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.tenant.TenantsWatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets change while the gateway serves. */
class RotationEdgeTest {
  @TempDir Path folder;
  private RecordingLiveKit livekit;
  private RunningGateway gateway;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    file = folder.resolve("tenants.json");
    // As Kubernetes mounts a secret: the file is behind two symbolic links.
    mount("1", list("old"));
    Files.createSymbolicLink(file, Path.of("..data", "tenants.json"));
    Map<String, String> settings = new HashMap<>(livekit.settings());
    settings.remove("AUTH_API_SECRETS_JSON");
    settings.put("AUTH_API_SECRETS_FILE", file.toString());
    gateway = RunningGateway.with(settings);
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void failsNoRequestWhileASecretIsReplacedInTwoSteps() throws Exception {
    try (Callers callers = Callers.start(gateway, "old")) {
      mount("2", list("old", "new"));
      awaitStatus("new", 200);
      callers.use("new");
      mount("3", list("new"));
      awaitStatus("old", 401);
      assertThat(callers.stop()).containsOnlyKeys(200);
    }
  }

  @Test
  void swapsASecretAtOnceAndTouchesNoOther() throws Exception {
    String stays = ",{\"id\":\"acme\",\"secret\":\"stays\"}]";
    mount("2", list("old").replace("]", stays));
    awaitStatus("stays", 200);
    try (Callers callers = Callers.start(gateway, "stays")) {
      mount("3", list("new").replace("]", stays));
      awaitStatus("old", 401);
      assertThat(status("new")).isEqualTo(200);
      assertThat(callers.stop()).containsOnlyKeys(200);
    }
  }

  @Test
  void keepsTheOldVersionWhereTheNewOneIsBroken() throws Exception {
    try (LogLines log = LogLines.of(TenantsWatch.class);
        Callers callers = Callers.start(gateway, "old")) {
      mount("2", list("new").replace("]", ""));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !log.lines().isEmpty());
      assertThat(status("old")).isEqualTo(200);
      assertThat(status("new")).isEqualTo(401);

      mount("3", list("new"));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> log.lines().size() > 1);
      assertThat(status("new")).isEqualTo(200);
      assertThat(status("old")).isEqualTo(401);
      assertThat(log.lines())
          .hasSize(2)
          .noneMatch(line -> line.contains("old") || line.contains("new\""));
      assertThat(callers.stop()).containsOnlyKeys(200, 401);
    }
  }

  @Test
  void appliesAPolicyThatChanges() throws Exception {
    assertThat(status("old")).isEqualTo(200);
    mount("2", list("old").replace("}", ",\"room_prefix\":\"other-\"}"));
    awaitStatus("old", 403);
    Files.writeString(folder.resolve("..2/tenants.json"), list("old"));
    awaitStatus("old", 200);
  }

  private void mount(String version, String content) throws IOException {
    Path data = Files.createDirectory(folder.resolve(".." + version));
    Files.writeString(data.resolve("tenants.json"), content);
    Path next = Files.createSymbolicLink(folder.resolve("..tmp"), data.getFileName());
    Files.move(next, folder.resolve("..data"), ATOMIC_MOVE);
  }

  private void awaitStatus(String secret, int status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(status(secret)).isEqualTo(status));
  }

  private int status(String secret) {
    return gateway.token("Bearer " + secret, TokenContract.request("room")).statusCode();
  }

  private static String list(String... secrets) {
    StringBuilder list = new StringBuilder("[");
    for (String secret : secrets) {
      list.append(list.length() == 1 ? "" : ",")
          .append("{\"id\":\"acme\",\"secret\":\"" + secret + "\"}");
    }
    return list.append("]").toString();
  }
}
