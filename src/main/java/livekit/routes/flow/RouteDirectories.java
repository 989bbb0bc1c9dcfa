package livekit.routes.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where the routes are: those of the bundle, in the dev profile its directory {@code dev} too, and
 * a team's own, which stand in for those of the same file name.
 *
 * @param bundle the directory of the bundle
 * @param dev whether those of the dev profile are read
 * @param extra the team's own directory
 */
public record RouteDirectories(Path bundle, boolean dev, Optional<Path> extra) {
  /**
   * Reads them all.
   *
   * @throws IOException a directory or a file cannot be read
   */
  public RouteFiles read() throws IOException {
    List<Path> directories = ours();
    extra.ifPresent(directories::add);
    return RouteFiles.read(directories);
  }

  /**
   * The names of the files of the bundle that a file of the team stands in for, sorted.
   *
   * @throws IOException a directory or a file cannot be read
   */
  public Collection<String> replaced() throws IOException {
    if (extra.isEmpty()) {
      return List.of();
    }
    TreeSet<String> names = new TreeSet<>(RouteFiles.read(ours()).names());
    names.retainAll(RouteFiles.read(List.of(extra.get())).names());
    return names;
  }

  private List<Path> ours() {
    List<Path> directories = new ArrayList<>(List.of(bundle));
    Path ofDevProfile = bundle.resolve("dev");
    if (dev && Files.isDirectory(ofDevProfile)) {
      directories.add(ofDevProfile);
    }
    return directories;
  }
}
