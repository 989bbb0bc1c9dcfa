package livekit.routes.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The methods of LiveKit's API that can be called; {@code livekit/rpcs.properties} holds them. */
public final class RpcTable {
  /** Where the table is on the class path. */
  public static final String RESOURCE = "/livekit/rpcs.properties";

  private static final String REPEATABLE = "repeatable";

  private final Map<String, Rpc> rpcs = new TreeMap<>();

  private RpcTable(Properties rows) {
    rows.stringPropertyNames().forEach(key -> rpcs.put(key, row(key, rows.getProperty(key))));
  }

  /** The table of this jar. */
  public static RpcTable bundled() {
    try (InputStream in = RpcTable.class.getResourceAsStream(RESOURCE)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table; the head of the bundled one says how it is written.
   *
   * @throws IllegalArgumentException when a row is no row
   */
  static RpcTable read(InputStream in) throws IOException {
    Properties rows = new Properties();
    rows.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    return new RpcTable(rows);
  }

  /** Every row, sorted by service and method. */
  public Collection<Rpc> all() {
    return List.copyOf(rpcs.values());
  }

  /**
   * The row of a method.
   *
   * @throws IllegalArgumentException when there is none; the message names those that there are
   */
  public Rpc find(String service, String method) {
    Rpc rpc = rpcs.get(service + "/" + method);
    if (rpc != null) {
      return rpc;
    }
    List<String> methods =
        all().stream().filter(row -> row.service().equals(service)).map(Rpc::method).toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException(
          "LiveKit has no service " + service + "; expected one of " + services());
    }
    throw new IllegalArgumentException(
        service + " has no method " + method + "; expected one of " + String.join(", ", methods));
  }

  private String services() {
    return all().stream().map(Rpc::service).distinct().collect(Collectors.joining(", "));
  }

  private static Rpc row(String key, String words) {
    String[] names = key.split("/");
    List<Rpc.Grant> grants = new ArrayList<>();
    boolean repeatable = false;
    for (String word : words.split("\\s+")) {
      if (word.equals(REPEATABLE)) {
        repeatable = true;
      } else {
        grants.add(grant(key, word));
      }
    }
    if (names.length != 2 || grants.isEmpty()) {
      throw new IllegalArgumentException(
          "the RPC " + key + " needs the form Service/Method = grants");
    }
    return new Rpc(names[0], names[1], List.copyOf(grants), repeatable);
  }

  private static Rpc.Grant grant(String key, String word) {
    String[] sides = word.split("=", 2);
    String[] names = sides[0].split("\\.");
    if (names.length != 2) {
      throw new IllegalArgumentException(
          "the RPC " + key + " has a grant without a claim: " + word);
    }
    return new Rpc.Grant(names[0], names[1], sides.length == 2 ? sides[1] : null);
  }
}
