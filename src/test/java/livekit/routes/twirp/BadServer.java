package livekit.routes.twirp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP server on 127.0.0.1 that misbehaves to order: each request, in the order of arrival,
 * takes the next {@link Behaviour} of the script. Beyond the script it does what the request calls
 * for; by default, it answers 200 with {@code {}}.
 */
public final class BadServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final ServerSocket server;
  private final SSLContext tls;
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Connection> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<Request, Behaviour> otherwise = any -> Behaviour.answer(200, "{}");

  /** A server that speaks plain HTTP. */
  public BadServer() {
    this(null);
  }

  /**
   * @param tls for HTTPS; null for HTTP
   */
  public BadServer(SSLContext tls) {
    this.tls = tls;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::accept);
  }

  /** Adds to the script. */
  public BadServer will(Behaviour... next) {
    script.addAll(Arrays.asList(next));
    return this;
  }

  /** What it does with a request that the script has nothing for. */
  public BadServer otherwise(Function<Request, Behaviour> behaviour) {
    otherwise = behaviour;
    return this;
  }

  /** Where it listens, without a path. */
  public String url() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections were opened to it. */
  public int connections() {
    return connections.get();
  }

  /** The requests that were read whole. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Closes every connection, as a balancer does with idle ones; it goes on listening. */
  public void closeConnections() {
    open.forEach(Connection::end);
  }

  /** Refuses every new connection from now on; those that are open stay open. */
  public void stopListening() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    stopListening();
    closeConnections();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket socket = server.accept();
      connections.incrementAndGet();
      inBackground(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    Connection connection = new Connection(socket, inTls(socket));
    open.add(connection);
    try {
      for (Request request = read(connection); request != null; request = read(connection)) {
        requests.add(request);
        Behaviour next = script.poll();
        (next == null ? otherwise.apply(request) : next).act(connection);
      }
    } finally {
      open.remove(connection);
      connection.end();
    }
  }

  private Socket inTls(Socket socket) throws IOException {
    if (tls == null) {
      return socket;
    }
    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
    secure.setUseClientMode(false);
    return secure;
  }

  private static Request read(Connection connection) throws IOException {
    InputStream in = connection.in();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return new Request(head.toString(), in.readNBytes(bytes));
  }

  private static void inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // The client has gone, or the test has ended: both are what tests do.
              }
            },
            "bad-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A request as it came in: request line with headers, and body. */
  public record Request(String head, byte[] bytes) {
    /** The body as text. */
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }
}
