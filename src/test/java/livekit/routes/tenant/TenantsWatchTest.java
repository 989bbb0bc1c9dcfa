package livekit.routes.tenant;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static livekit.routes.tenant.WatchedFile.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsWatchTest {
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

  @Test
  void saysNothingWhileNothingChanges() {
    file.look(3);
    assertThat(file.log.lines()).isEmpty();
    assertThat(file.owner("old-secret")).isEqualTo("acme");
  }

  @Test
  void takesAFileThatIsEditedInPlace() throws IOException {
    file.write(list("a-new-secret"));
    file.look(1);
    assertThat(file.owner("a-new-secret")).isEqualTo("acme");
    assertThat(file.owner("old-secret")).isNull();
    file.look(2);
    assertThat(file.log.lines())
        .containsExactly("INFO AUTH_API_SECRETS_FILE has changed; tenants: 2, secrets: 2");
  }

  @Test
  void takesAFileThatIsReplacedByRename() throws IOException {
    Path next = Files.writeString(folder.resolve("next"), list("new-secret"));
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file.path));
    Files.move(next, file.path, ATOMIC_MOVE);
    file.look(1);
    assertThat(file.owner("new-secret")).isEqualTo("acme");
  }

  @Test
  void takesAFileThatIsReplacedBehindASymbolicLinkAsKubernetesDoes() throws IOException {
    for (String version : List.of("old", "new")) {
      Path data = Files.createDirectory(folder.resolve(".." + version));
      Files.writeString(data.resolve("mounted"), list(version + "-secret"));
    }
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..old"));
    Path mounted = Files.createSymbolicLink(folder.resolve("mounted"), Path.of("..data/mounted"));
    try (WatchedFile linked = new WatchedFile(mounted)) {
      Path next = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..new"));
      Files.move(next, data, ATOMIC_MOVE);
      linked.look(1);
      assertThat(linked.owner("new-secret")).isEqualTo("acme");
    }
  }

  @Test
  void keepsTheSecretBesideTheFile() throws IOException {
    file.write(list("new-secret"));
    file.look(1);
    assertThat(file.owner("the-one-beside")).isEqualTo("default");
  }

  @Test
  void looksByItselfOnADaemonThreadUntilItIsClosed() throws IOException {
    TenantsWatch running =
        TenantsWatch.start(file.settings.file().get(), file.settings.list(), file.tenants);
    file.write(list("new-secret"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> "acme".equals(file.owner("new-secret")));
    assertThat(threads()).singleElement().matches(Thread::isDaemon);
    running.close();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tenants-file"))
        .toList();
  }
}
