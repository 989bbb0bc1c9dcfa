package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real livekit-server on free ports of the loopback interface. */
public final class LiveKitServer implements AutoCloseable {
  /** How to get the binary, for the line that says why a test was skipped. */
  public static final String HOW_TO_GET =
      "set LIVEKIT_SERVER to a livekit-server binary, or put one on the PATH: "
          + "go install github.com/livekit/livekit-server/cmd/server@v1.13.5";

  private final List<String> command;
  private final URI url;
  private final String apiKey;
  private final String apiSecret;
  private Process process;

  private LiveKitServer(List<String> command, URI url, String apiKey, String apiSecret) {
    this.url = url;
    this.apiKey = apiKey;
    this.apiSecret = apiSecret;
    this.command = command;
    start();
  }

  private void start() {
    try {
      Path log = Files.createTempFile("livekit-server", ".log");
      log.toFile().deleteOnExit();
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("livekit-server answers")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> Http.get(url.toString()).statusCode() == 200);
  }

  /** The binary of {@code LIVEKIT_SERVER} or of the PATH. */
  public static Optional<String> binary() {
    String named = System.getenv("LIVEKIT_SERVER");
    if (named != null && !named.isBlank()) {
      return Optional.of(named);
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "livekit-server"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Skips the test where there is no binary, with a line that says what to do; fails instead where
   * {@code CONTRACT_REQUIRED=true}.
   */
  public static void require() {
    boolean present = binary().isPresent();
    if ("true".equals(System.getenv("CONTRACT_REQUIRED"))) {
      assertThat(present).as(HOW_TO_GET).isTrue();
    }
    assumeTrue(present, HOW_TO_GET);
  }

  /** A server with a key and a secret of its own. */
  public static LiveKitServer start(String apiKey, String apiSecret) {
    int port = freePort();
    String keys = "keys: {" + apiKey + ": " + apiSecret + "}\n";
    return new LiveKitServer(command(port, keys), local(port), apiKey, apiSecret);
  }

  /** A server that keeps its rooms in Redis, which egress, ingress and SIP need. */
  public static LiveKitServer startWithRedis(String apiKey, String apiSecret, int redisPort) {
    int port = freePort();
    String more =
        "keys: {%s: %s}\nredis: {address: \"127.0.0.1:%d\"}\n"
            .formatted(apiKey, apiSecret, redisPort);
    return new LiveKitServer(command(port, more), local(port), apiKey, apiSecret);
  }

  /** A server that posts its webhooks to this URL. */
  public static LiveKitServer startWithWebhooks(String apiKey, String apiSecret, URI receiver) {
    int port = freePort();
    String more =
        "keys: {%s: %s}\nwebhook: {api_key: %s, urls: [\"%s\"]}\n"
            .formatted(apiKey, apiSecret, apiKey, receiver);
    return new LiveKitServer(command(port, more), local(port), apiKey, apiSecret);
  }

  /** A server that takes so many bytes of metadata, of attributes, and of a room's name. */
  public static LiveKitServer startWithLimits(
      String apiKey, String apiSecret, int metadata, int attributes, int roomName) {
    int port = freePort();
    String more =
        """
        keys: {%s: %s}
        limit: {max_metadata_size: %d, max_attributes_size: %d, max_room_name_length: %d}
        """
            .formatted(apiKey, apiSecret, metadata, attributes, roomName);
    return new LiveKitServer(command(port, more), local(port), apiKey, apiSecret);
  }

  /** A server in its {@code --dev} form: key {@code devkey}, secret {@code secret}. */
  public static LiveKitServer startDev() {
    int port = freePort();
    List<String> command = new ArrayList<>(command(port, ""));
    command.add("--dev");
    return new LiveKitServer(command, local(port), "devkey", "secret");
  }

  /** Where the server is, as http. */
  public URI url() {
    return url;
  }

  /** Its API key. */
  public String apiKey() {
    return apiKey;
  }

  /** Its API secret. */
  public String apiSecret() {
    return apiSecret;
  }

  /** It is killed, and starts again on the same port, without any room. */
  public void restart() {
    process.destroyForcibly();
    awaitEnd();
    start();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(int port, String keys) {
    String config =
        """
        port: %d
        bind_addresses: [127.0.0.1]
        rtc: {tcp_port: %d, udp_port: %d, node_ip: 127.0.0.1, use_external_ip: false}
        logging: {level: warn}
        %s"""
            .formatted(port, freePort(), freePort(), keys);
    return List.of(binary().orElseThrow(), "--config-body", config);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
