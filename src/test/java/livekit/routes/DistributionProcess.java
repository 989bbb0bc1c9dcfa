package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/**
 * The packaged distribution as a process of its own, started by its script as an operator does. It
 * listens on free ports of 127.0.0.1 and runs on the JDK that runs the tests; of the environment of
 * the tests it sees no setting.
 */
public final class DistributionProcess implements AutoCloseable {
  /** What {@code mvn package} makes. */
  public static final Path HOME = Path.of("target", "livekit-routes").toAbsolutePath();

  private static final Pattern SERVING =
      Pattern.compile(
          "Serving POST /livekit/token on \\S+:(\\d+), health and metrics on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Process process;
  private final Path out;
  private final Path err;

  private DistributionProcess(Path directory, List<String> command, Map<String, String> settings) {
    try {
      out = Files.createTempFile("livekit-routes", ".out");
      err = Files.createTempFile("livekit-routes", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", System.getenv("PATH"));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0"));
      builder.environment().put("HTTP_HOST", "127.0.0.1");
      // Short lives: what the optimizing compiler would gain is not worth its time.
      builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
      builder.environment().put("WARM_UP_REQUESTS", "0");
      builder.environment().putAll(settings);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the distribution that {@code mvn package} makes. */
  public static DistributionProcess start(Map<String, String> settings, String... arguments) {
    return start(HOME, settings, arguments);
  }

  /** Starts the distribution in this directory. */
  public static DistributionProcess start(
      Path home, Map<String, String> settings, String... arguments) {
    return command(home, script(home), settings, arguments);
  }

  /** Starts something that leads to the start script, from a working directory. */
  static DistributionProcess command(
      Path directory, String script, Map<String, String> settings, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script));
    command.addAll(List.of(arguments));
    return new DistributionProcess(directory, command, settings);
  }

  private static String script(Path home) {
    return home.resolve("bin/livekit-routes").toString();
  }

  /** Waits until the process says that it serves. */
  public DistributionProcess untilServing() {
    Awaitility.await("the process serves")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as(stderr()).isTrue())
        .until(() -> serving().find());
    return this;
  }

  /** A URL of the public port. */
  public String url(String path) {
    return urlOf(1, path);
  }

  /** A URL of the management port. */
  public String managementUrl(String path) {
    return urlOf(2, path);
  }

  /** POST /livekit/token; {@code authorization} may be null. */
  HttpResponse<String> token(String authorization, String room) {
    return Http.post(
        url("/livekit/token"),
        authorization,
        """
        {"room_name":"%s","participant_name":"Ada","participant_identity":"ada"}"""
            .formatted(room));
  }

  /** Sends SIGTERM to the process that the script became. */
  public void terminate() {
    process.destroy();
  }

  /**
   * How many contexts of Camel it holds, after a full collection: the process has one, and so has
   * each set of routes.
   */
  int contexts() {
    return instances(DefaultCamelContext.class);
  }

  /** How many objects of exactly this class it holds, after a full collection. */
  int instances(Class<?> type) {
    try {
      Process histogram =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(process.pid()),
                  "GC.class_histogram")
              .start();
      Pattern line = Pattern.compile("\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "$");
      return new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line::matcher)
          .filter(Matcher::find)
          .mapToInt(found -> Integer.parseInt(found.group(1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end of the process and returns its exit status. */
  int exitStatus() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("the process ends")
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** What it has written to stdout so far. */
  public String stdout() {
    return read(out);
  }

  /**
   * Waits until stdout contains each of the texts, and returns it. For what is written after the
   * line that {@link #untilServing()} waits for.
   */
  String stdoutWith(String... texts) {
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(stdout()).contains(texts));
    return stdout();
  }

  /** What it has written to stderr so far. */
  public String stderr() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitStatus();
  }

  private Matcher serving() {
    return SERVING.matcher(stdout());
  }

  private String urlOf(int port, String path) {
    Matcher serving = serving();
    assertThat(serving.find()).as("serving").isTrue();
    return "http://127.0.0.1:" + serving.group(port) + path;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
