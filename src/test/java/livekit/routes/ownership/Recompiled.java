package livekit.routes.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Changes the Java of the room claims in a copy of the distribution. */
final class Recompiled {
  private static final Path SOURCES = Path.of("src/main/java/livekit/routes/room");

  private Recompiled() {}

  /** Compiles the package with a text of one type replaced, and puts it into the copy's jar. */
  static void in(Path home, String type, String text, String other) throws IOException {
    Path work = Files.createTempDirectory(home, "recompiled");
    Path lib = home.resolve("lib");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none", "-nowarn", "-parameters", "-d", work.resolve("classes").toString()));
    arguments.add("-cp");
    arguments.add(
        files(lib).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    for (Path source : files(SOURCES)) {
      Path copy = work.resolve(source.getFileName());
      String content = Files.readString(source);
      if (source.endsWith(type + ".java")) {
        assertThat(content).contains(text);
        content = content.replace(text, other);
      }
      Files.writeString(copy, content);
      arguments.add(copy.toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("javac").isZero();
    Path jar =
        files(lib).stream()
            .filter(file -> file.getFileName().toString().startsWith("livekit-routes-"))
            .findFirst()
            .orElseThrow();
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
      for (Path compiled : files(work.resolve("classes/livekit/routes/room"))) {
        Files.copy(
            compiled,
            inside.getPath("livekit/routes/room", compiled.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
