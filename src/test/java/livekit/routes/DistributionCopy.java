package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the distribution, whose files a test may edit.
 *
 * @param home its directory
 */
public record DistributionCopy(Path home) {
  /** Copies what {@code mvn package} made to a directory that is not there yet. */
  public static DistributionCopy at(Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(DistributionProcess.HOME)) {
      files = all.toList();
    }
    for (Path file : files) {
      Path copy = home.resolve(DistributionProcess.HOME.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new DistributionCopy(home);
  }

  /** Replaces a text that stands in a file. */
  public void edit(String file, String text, String other) throws IOException {
    Path path = home.resolve(file);
    String content = Files.readString(path);
    assertThat(content).contains(text);
    Files.writeString(path, content.replace(text, other));
  }
}
