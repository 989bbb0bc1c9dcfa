package livekit.routes;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Lets {@code config/} of the distribution be found as resources, as {@code camel:run} finds it on
 * the class path. There the JVM would have no use for its archive of classes: with a directory on
 * the class path it takes none.
 */
final class ConfigDirectory {
  private static final String PROPERTY = "config.directory";

  private ConfigDirectory() {}

  /** Puts the directory that the start script names behind the class path, for this thread. */
  static void use() {
    String directory = System.getProperty(PROPERTY);
    if (directory != null) {
      Thread thread = Thread.currentThread();
      ClassLoader classes = thread.getContextClassLoader();
      thread.setContextClassLoader(
          new URLClassLoader("config", new URL[] {url(directory)}, classes));
    }
  }

  private static URL url(String directory) {
    try {
      return Path.of(directory).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has no URL", e);
    }
  }
}
