package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** A copy of {@code routes/} that a test edits while it serves. */
record EditedRoutes(Path directory) {
  /** Copies the routes to a directory that is not there yet. */
  static EditedRoutes at(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Path file : RoutesTest.files()) {
      Path copy = directory.resolve(Path.of("routes").relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return new EditedRoutes(directory);
  }

  /** Settings of a gateway that serves them and takes up every change. */
  Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("routes.directory", directory.toString());
    settings.put("ROUTES_RELOAD", "true");
    return settings;
  }

  Path file(String route) {
    return directory.resolve(route + ".camel.yaml");
  }

  /** Replaces a text in a route in place, as {@code echo >} does. */
  void edit(String route, String text, String other) throws IOException {
    String content = Files.readString(file(route));
    assertThat(content).contains(text);
    Files.writeString(file(route), content.replace(text, other));
  }

  /** Writes a file beside a route and renames it, as most editors do. */
  void replace(String route, String content) throws IOException {
    Path temporary = Files.createTempFile(directory, "." + route, ".camel.yaml");
    Files.writeString(temporary, content);
    Files.move(temporary, file(route), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Adds a route that answers a path with a text. */
  void add(String route, String path, String text) throws IOException {
    replace(
        route,
        """
        - route:
            id: %s
            from:
              uri: platform-http:%s
              steps:
                - setBody: {expression: {constant: {expression: "%s"}}}
        """
            .formatted(route, path, text));
  }
}
