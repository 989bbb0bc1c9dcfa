package livekit.routes.tenant;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVersionTest {
  @TempDir Path folder;
  private Path file;
  private long now = Long.MAX_VALUE - 1000;
  private int reads;
  private FileVersion version;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "one");
    version = new FileVersion(file, this::content, () -> now);
    assertThat(version.now()).isEqualTo("one");
  }

  @Test
  void readsAFileThatStaysTheSameNowAndThenOnly() {
    for (int second = 1; second < 5; second++) {
      now += 1_000_000_000L;
      assertThat(version.now()).isEqualTo("one");
    }
    assertThat(reads).isEqualTo(1);
    now += 1_000_000_000L;
    assertThat(version.now()).isEqualTo("one");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void seesAnotherLengthAtOnce() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "three");
    Files.setLastModifiedTime(file, time);
    assertThat(version.now()).isEqualTo("three");
  }

  @Test
  void seesAnotherTimeAtOnce() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 10));
    assertThat(version.now()).isEqualTo("two");
  }

  @Test
  void seesAnotherFileOfTheSameLengthAndTimeAtOnce() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, ATOMIC_MOVE);
    assertThat(version.now()).isEqualTo("two");
  }

  @Test
  void seesAChangeThatLeavesLengthAndTimeTheSameAfterAWhile() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(version.now()).isEqualTo("one");
    now += FileVersion.TRUSTED.toNanos();
    assertThat(version.now()).isEqualTo("two");
  }

  @Test
  void seesAFileThatGoesAndComesBack() throws IOException {
    Path away = Files.move(file, folder.resolve("away"));
    assertThat(version.now()).isEmpty();
    Files.move(away, file);
    assertThat(version.now()).isEqualTo("one");
  }

  private String content() {
    reads++;
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
