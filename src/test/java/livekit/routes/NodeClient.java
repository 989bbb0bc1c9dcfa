package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** LiveKit's own clients from npm, and the scripts that run them. */
final class NodeClient {
  private static final Path DIRECTORY = Path.of("src/test/livekit-client");
  private static final String HOW_TO_GET =
      "install Node.js 20 or newer and run: npm ci --prefix " + DIRECTORY;

  private NodeClient() {}

  /**
   * Skips where the package is not installed, with a line that says what to do; fails instead where
   * {@code CONTRACT_REQUIRED=true}.
   */
  static void require(String npmPackage) {
    boolean present =
        Files.isDirectory(DIRECTORY.resolve("node_modules").resolve(npmPackage)) && hasNode();
    if ("true".equals(System.getenv("CONTRACT_REQUIRED"))) {
      assertThat(present).as(HOW_TO_GET).isTrue();
    }
    assumeTrue(present, HOW_TO_GET);
  }

  /** Starts a script; what it says of its errors is seen in the build. */
  static Process start(Map<String, String> environment, String script, String... arguments)
      throws IOException {
    ProcessBuilder node = new ProcessBuilder("node", script);
    node.command().addAll(List.of(arguments));
    node.environment().putAll(environment);
    return node.directory(DIRECTORY.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static boolean hasNode() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
