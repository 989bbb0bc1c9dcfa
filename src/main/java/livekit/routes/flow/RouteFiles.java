package livekit.routes.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The files of a set of routes, as they were at one moment: what is checked is what runs, whatever
 * an editor does meanwhile. Two are equal when their files have the same names and contents.
 */
public final class RouteFiles {
  /** What the name of a file with routes ends with. */
  public static final String SUFFIX = ".camel.yaml";

  private static final String KAMELET = ".kamelet.yaml";
  private static final Pattern DIRECT = Pattern.compile("\\bdirect:([\\w-]+)");

  private final SortedMap<String, RouteFile> files;

  /**
   * One file.
   *
   * @param path where it is
   * @param content its bytes, not copied
   */
  record RouteFile(Path path, byte[] content) {
    boolean sameAs(RouteFile other) {
      return other != null && path.equals(other.path) && Arrays.equals(content, other.content);
    }

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }

    Resource resource() {
      return ResourceHelper.fromBytes("file:" + path, content);
    }
  }

  private RouteFiles(SortedMap<String, RouteFile> files) {
    this.files = files;
  }

  /**
   * Reads the files with routes ({@code *.camel.yaml}) and kamelets ({@code *.kamelet.yaml}) that
   * are directly in these directories. Of several files of one name the last directory's counts, so
   * that Camel never sees two routes of one id.
   *
   * @throws IOException a directory or a file cannot be read
   */
  static RouteFiles read(List<Path> directories) throws IOException {
    SortedMap<String, RouteFile> files = new TreeMap<>();
    for (Path directory : directories) {
      for (Path path : list(directory)) {
        try {
          files.put(path.getFileName().toString(), new RouteFile(path, Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
          // Replaced or removed since the directory was listed: the next look finds what is there.
          continue;
        }
      }
    }
    return new RouteFiles(files);
  }

  /**
   * Only the files of these routes and of those that they lead to, by {@code direct:}.
   *
   * @param routes by their names, which are those of their files
   * @throws IllegalArgumentException when a file of one of them is missing
   */
  public RouteFiles leadingFrom(String... routes) {
    SortedMap<String, RouteFile> reached = new TreeMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(routes));
    while (!next.isEmpty()) {
      String name = next.pop() + SUFFIX;
      RouteFile file = files.get(name);
      if (file == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      if (reached.put(name, file) == null) {
        Matcher direct = DIRECT.matcher(file.text());
        while (direct.find()) {
          next.push(direct.group(1));
        }
      }
    }
    return new RouteFiles(reached);
  }

  /** Has a context read them all, for itself; starts nothing. */
  public void loadInto(CamelContext context) throws Exception {
    List<Resource> resources = new ArrayList<>();
    files.values().forEach(file -> resources.add(file.resource()));
    PluginHelper.getRoutesLoader(context).loadRoutes(resources);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** The names of the files that are new, changed or gone since another moment, sorted. */
  public Collection<String> changedSince(RouteFiles before) {
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(before.files.keySet());
    names.removeIf(
        name -> files.containsKey(name) && files.get(name).sameAs(before.files.get(name)));
    return names;
  }

  /** Their names, sorted. */
  public Collection<String> names() {
    return files.keySet();
  }

  /** All of them, one after the other. */
  String text() {
    return files.values().stream().map(RouteFile::text).collect(Collectors.joining());
  }

  /** A line of a file, from 1; empty where there is none. */
  String line(String path, int line) {
    return files.values().stream()
        .filter(file -> file.path().toString().equals(path))
        .flatMap(file -> file.text().lines())
        .skip(line - 1L)
        .findFirst()
        .orElse("");
  }

  /** The files with routes, of these names. */
  Collection<RouteFile> routes(Collection<String> names) {
    return names.stream()
        .filter(name -> name.endsWith(SUFFIX) && files.containsKey(name))
        .map(files::get)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteFiles that && changedSince(that).isEmpty();
  }

  @Override
  public int hashCode() {
    return files.keySet().hashCode();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(RouteFiles::isRead).sorted().toList();
    }
  }

  /** Editors lay hidden files beside the one that is edited. */
  private static boolean isRead(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(SUFFIX) || name.endsWith(KAMELET))
        && Files.isRegularFile(path);
  }
}
