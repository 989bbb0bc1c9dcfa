package livekit.routes.tenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The version of a file, told by its content without reading it each time: as long as size, time
 * and identity of the file are the same, it is read only now and then, for a change that leaves
 * them the same (two within the file system's grain of time, or a tool that puts the time back).
 */
final class FileVersion {
  /** The longest that such a change stays unseen. */
  static final Duration TRUSTED = Duration.ofSeconds(5);

  private final Path path;
  private final Supplier<String> content;
  private final LongSupplier nanoTime;
  private Stamp stamp;
  private long readAt;
  private String version = "";

  private record Stamp(long size, FileTime modified, Object key) {}

  /**
   * @param path symbolic links in it are followed each time
   * @param content reads the version, empty where there is no file
   * @param nanoTime a clock
   */
  FileVersion(Path path, Supplier<String> content, LongSupplier nanoTime) {
    this.path = path;
    this.content = content;
    this.nanoTime = nanoTime;
  }

  /** The version now; empty where there is no file. */
  String now() {
    Stamp seen = stamp();
    long now = nanoTime.getAsLong();
    if (seen == null || !seen.equals(stamp) || now - readAt >= TRUSTED.toNanos()) {
      version = content.get();
      stamp = seen;
      readAt = now;
    }
    return version;
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(file.size(), file.lastModifiedTime(), file.fileKey());
    } catch (IOException e) {
      return null;
    }
  }
}
