package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real redis-server on a free port of the loopback interface; it can be paused and killed. */
public final class RedisServer implements AutoCloseable {
  private static final String HOW_TO_GET =
      "put redis-server on the PATH: apt-get install redis-server";

  private final int port;
  private final Path directory;
  private final List<String> command;
  private Process process;

  private RedisServer(int port, List<String> options) {
    this.port = port;
    try {
      directory = Files.createTempDirectory("redis-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command = new ArrayList<>(List.of("redis-server"));
    command.addAll(options);
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString(), "--save", ""));
    restart();
  }

  /**
   * Skips the test where there is no redis-server, with a line that says what to do; fails instead
   * where {@code CONTRACT_REQUIRED=true}.
   */
  public static void require() {
    boolean present =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "redis-server")));
    if ("true".equals(System.getenv("CONTRACT_REQUIRED"))) {
      assertThat(present).as(HOW_TO_GET).isTrue();
    }
    assumeTrue(present, HOW_TO_GET);
  }

  /** A server that forgets everything when it ends. */
  public static RedisServer start(String... options) {
    require();
    int port = freePort();
    List<String> all = new ArrayList<>(List.of("--port", String.valueOf(port)));
    all.addAll(List.of(options));
    return new RedisServer(port, all);
  }

  /** A server whose every write outlives a kill. */
  public static RedisServer startDurable() {
    return start("--appendonly", "yes", "--appendfsync", "always");
  }

  /** A server that speaks TLS alone, with a certificate for 127.0.0.1 that nobody trusts yet. */
  public static RedisServer startTls(Path certificate, Path key) {
    require();
    int port = freePort();
    return new RedisServer(
        port,
        List.of(
            "--port",
            "0",
            "--tls-port",
            String.valueOf(port),
            "--tls-cert-file",
            certificate.toString(),
            "--tls-key-file",
            key.toString(),
            "--tls-auth-clients",
            "no"));
  }

  /**
   * A Sentinel that watches a server under this name, alone, and replaces it after half a second.
   */
  public static RedisServer startSentinel(String name, RedisServer server) {
    require();
    try {
      Path file = Files.createTempFile("sentinel", ".conf");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          """
          sentinel monitor %1$s 127.0.0.1 %2$d 1
          sentinel down-after-milliseconds %1$s 500
          sentinel failover-timeout %1$s 2000
          """
              .formatted(name, server.port()));
      int port = freePort();
      return new RedisServer(
          port, List.of(file.toString(), "--sentinel", "--port", String.valueOf(port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address, as an operator writes it. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** Where it keeps its files. */
  public Path directory() {
    return directory;
  }

  /** A client beside the product's, for one who looks at the server and changes what is in it. */
  public Admin admin() {
    return new Admin(RedisURI.create(url()));
  }

  /** It goes on running and answers nothing. */
  public void pause() {
    signal("STOP");
  }

  /** It answers again, what it was asked meanwhile first. */
  public void resume() {
    signal("CONT");
  }

  /** It ends in order, as with {@code systemctl stop}. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** It is gone in the middle of whatever it does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** It starts again on the same port; with nothing in it, unless it is durable. */
  public void restart() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("redis-server listens")
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> listens(port));
  }

  @Override
  public void close() {
    // A paused process does not hear anything else.
    kill();
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
      assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() {
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("redis-server has ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** A port that is free at the moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks into a server. */
  public static final class Admin implements AutoCloseable {
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private Admin(RedisURI uri) {
      client = RedisClient.create(uri);
      connection = client.connect();
    }

    /** Its commands. */
    public RedisCommands<String, String> redis() {
      return connection.sync();
    }

    @Override
    public void close() {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
