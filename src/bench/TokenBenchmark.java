import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many tokens a second this machine gives, and how many calls to LiveKit each of them takes.
 *
 * <p>{@code java src/bench/TokenBenchmark.java}, after {@code mvn package}: it starts the
 * distribution on free ports of 127.0.0.1, with an emulated LiveKit, or with yours where
 * LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET are set, and ends it. Its rooms there end a
 * minute after it. The load comes from this very process, a thread for each connection with one
 * request under way, so both share the processors: compare figures of one machine, not of two.
 */
public final class TokenBenchmark {
  private static final String USAGE =
      "usage: java src/bench/TokenBenchmark.java [--connections N] [--seconds N] [--warm-up N]";
  private static final Pattern SERVING =
      Pattern.compile("on \\S+:(\\d+), health and metrics on port (\\d+)");
  private static final Pattern CALLS =
      Pattern.compile(
          "(?m)^camel_exchanges_total\\{[^}]*routeId=\"call-livekit\"[^}]*\\} ([0-9.E]+)$");

  /** So many that LiveKit is not filled with them. */
  private static final int NEW_ROOMS = 5_000;

  private static final int ROOMS = 100;

  private final Map<String, Integer> options =
      new HashMap<>(Map.of("--connections", 32, "--seconds", 10, "--warm-up", 20));
  private final String secret = UUID.randomUUID().toString();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger next = new AtomicInteger();
  private int port;
  private int managementPort;
  private boolean failed;

  /** What one connection has seen. */
  private static final class Seen {
    private long[] nanos = new long[1024];
    private int count;

    void add(long taken) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = taken;
    }
  }

  /** Runs it; exit status 1 where a request was not answered with a token, 2 for wrong arguments. */
  public static void main(String[] args) throws Exception {
    TokenBenchmark benchmark = new TokenBenchmark();
    for (int i = 0; i < args.length; i += 2) {
      if (!benchmark.options.containsKey(args[i])
          || i + 1 == args.length
          || !args[i + 1].matches("[1-9]\\d{0,3}")) {
        System.err.println(USAGE);
        System.exit(2);
      }
      benchmark.options.put(args[i], Integer.parseInt(args[i + 1]));
    }
    benchmark.run();
    System.exit(benchmark.failed ? 1 : 0);
  }

  private void run() throws Exception {
    Path script = Path.of("target", "livekit-routes", "bin", "livekit-routes").toAbsolutePath();
    if (!Files.isExecutable(script)) {
      throw new IOException("no distribution at " + script + ": run mvn -DskipTests package");
    }
    boolean emulated = System.getenv("LIVEKIT_URL") == null;
    List<String> command = new ArrayList<>(List.of(script.toString()));
    if (emulated) {
      command.add("--dev");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AUTH_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "ROUTES_RELOAD", "false",
                "ROOM_EMPTY_TIMEOUT", "60s",
                "AUTH_REQUIRED", "false",
                "AUTH_API_SECRET", secret));
    Process gateway = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::destroy));
    findPorts(gateway);

    System.out.printf(
        "%d processors, Java %s here, %s, %d connections, %d s a scenario%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        emulated ? "an emulated LiveKit in the gateway" : "your LiveKit",
        options.get("--connections"),
        options.get("--seconds"));
    System.out.printf(
        "%-28s %10s %8s %8s %8s %14s%n",
        "scenario", "tokens/s", "p50 ms", "p99 ms", "errors", "calls a token");
    measure("anonymous", null, Integer.MAX_VALUE, () -> "room-" + next.get() % ROOMS);
    measure(
        "a tenant, 100 rooms",
        secret,
        Integer.MAX_VALUE,
        () -> run + "-" + next.getAndIncrement() % ROOMS);
    measure(
        "a tenant, new rooms",
        secret,
        NEW_ROOMS,
        () -> run + "-new-" + next.getAndIncrement());
  }

  private void findPorts(Process gateway) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher serving = SERVING.matcher(line);
      if (serving.find()) {
        port = Integer.parseInt(serving.group(1));
        managementPort = Integer.parseInt(serving.group(2));
        // What it logs from now on would fill the pipe and stop it.
        Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}));
        drain.setDaemon(true);
        drain.start();
        return;
      }
    }
    throw new IOException("the gateway did not start:\n" + said);
  }

  private void measure(String scenario, String bearer, int most, Supplier<String> room)
      throws Exception {
    int share = most == Integer.MAX_VALUE ? most : most / 2;
    load(bearer, share, room, Duration.ofSeconds(options.get("--warm-up")), new LongAdder());
    double before = calls();
    LongAdder errors = new LongAdder();
    long begin = System.nanoTime();
    long[] nanos = load(bearer, share, room, Duration.ofSeconds(options.get("--seconds")), errors);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(nanos);
    failed |= errors.sum() > 0 || nanos.length == 0;
    System.out.printf(
        "%-28s %10.0f %8.2f %8.2f %8d %14.3f%n",
        scenario,
        nanos.length / seconds,
        percentile(nanos, 0.50),
        percentile(nanos, 0.99),
        errors.sum(),
        nanos.length == 0 ? 0 : (calls() - before) / nanos.length);
  }

  private static double percentile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e6;
  }

  private long[] load(
      String bearer, int most, Supplier<String> room, Duration time, LongAdder errors)
      throws InterruptedException {
    int connections = options.get("--connections");
    AtomicInteger left = new AtomicInteger(most);
    CountDownLatch done = new CountDownLatch(connections);
    List<Seen> all = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < connections; i++) {
      Seen seen = new Seen();
      all.add(seen);
      Thread caller =
          new Thread(
              () -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                  socket.setTcpNoDelay(true);
                  InputStream in = new BufferedInputStream(socket.getInputStream());
                  while (System.nanoTime() < end && left.getAndDecrement() > 0) {
                    long begin = System.nanoTime();
                    if (ask(socket.getOutputStream(), in, bearer, room.get())) {
                      seen.add(System.nanoTime() - begin);
                    } else {
                      errors.increment();
                    }
                  }
                } catch (IOException e) {
                  errors.increment();
                } finally {
                  done.countDown();
                }
              });
      caller.setDaemon(true);
      caller.start();
    }
    done.await();
    return all.stream().flatMapToLong(seen -> Arrays.stream(seen.nanos, 0, seen.count)).toArray();
  }

  private static boolean ask(OutputStream out, InputStream in, String bearer, String room)
      throws IOException {
    String body =
        "{\"room_name\":\"%s\",\"participant_name\":\"Ada\",\"participant_identity\":\"ada\"}"
            .formatted(room);
    String head =
        "POST /livekit/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + (bearer == null ? "" : "Authorization: Bearer " + bearer + "\r\n")
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n";
    out.write((head + body).getBytes(StandardCharsets.US_ASCII));
    String status = line(in);
    int length = 0;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return status.startsWith("HTTP/1.1 200");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** How often LiveKit has been called so far; each call is also made by another one's request. */
  private double calls() throws IOException {
    URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/observe/metrics");
    try (InputStream in = metrics.toURL().openStream()) {
      Matcher calls = CALLS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      double sum = 0;
      while (calls.find()) {
        sum += Double.parseDouble(calls.group(1));
      }
      return sum;
    }
  }
}
