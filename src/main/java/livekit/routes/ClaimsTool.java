package livekit.routes;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import livekit.routes.api.Quoted;
import livekit.routes.room.ClaimsUnavailableException;
import livekit.routes.room.StoredClaim;
import livekit.routes.room.StoredClaims;
import livekit.routes.settings.ClaimSettings;
import livekit.routes.settings.SettingException;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code livekit-routes claims list}, {@code show ROOM} and {@code release ROOM}: what an operator
 * does with the room claims in Redis. The room is one argument, whatever characters it has.
 *
 * <p>Exit status: 0 when it was done, 1 where there is no such claim or Redis does not answer, 2
 * for wrong arguments or settings, and where claims are in memory.
 */
public final class ClaimsTool {
  private static final String USAGE =
      "usage: livekit-routes claims list | claims show ROOM | claims release ROOM";

  private final PrintStream out;
  private final PrintStream err;

  ClaimsTool(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Does what the arguments say, with the settings of {@code config/} and the environment.
   *
   * @param args the command, and the room where it takes one
   */
  public static void main(String[] args) {
    // A tool's output is its answer; config/logback.xml writes the log to the same place.
    System.setProperty("LOG_LEVEL", "OFF");
    ConfigDirectory.use();
    ClaimsTool tool = new ClaimsTool(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    int status;
    try (DefaultCamelContext context = new DefaultCamelContext(false)) {
      context.getPropertiesComponent().setLocation("classpath:application.properties");
      context.build();
      status =
          tool.run(
              name -> context.resolvePropertyPlaceholders("{{?" + name + "}}"),
              System.getenv(),
              List.of(args));
    } catch (Exception e) {
      tool.err.println("livekit-routes: " + e.getClass().getName());
      status = 1;
    }
    System.exit(status);
  }

  /**
   * Does what the arguments say.
   *
   * @param plain as in {@link livekit.routes.settings.Settings#read}
   * @return the exit status
   */
  int run(Function<String, String> plain, Map<String, String> environment, List<String> args) {
    boolean list = args.equals(List.of("list"));
    if (!list && (args.size() != 2 || !List.of("show", "release").contains(args.get(0)))) {
      return fail(2, USAGE);
    }
    try {
      ClaimSettings settings = ClaimSettings.read(plain, environment);
      if (settings.redis().isEmpty()) {
        return fail(
            2,
            "room claims are in memory: only the process that holds them knows them, and"
                + " restarting it releases them all (for Redis, set ROOM_CLAIMS and REDIS_URL as"
                + " that process has them)");
      }
      try (StoredClaims claims = new StoredClaims(settings.redis().get())) {
        if (list) {
          claims.list(out::println);
          return 0;
        }
        return args.get(0).equals("show")
            ? show(claims, args.get(1))
            : release(claims, args.get(1));
      }
    } catch (SettingException e) {
      return fail(2, e.getMessage());
    } catch (ClaimsUnavailableException e) {
      return fail(1, e.getMessage());
    }
  }

  private int show(StoredClaims claims, String room) {
    Optional<StoredClaim> claim = claims.find(room);
    claim.ifPresent(out::println);
    return claim.isPresent() ? 0 : fail(1, "there is no claim on room " + Quoted.text(room));
  }

  private int release(StoredClaims claims, String room) {
    Optional<StoredClaim> claim = claims.find(room);
    if (claim.isEmpty()) {
      return fail(1, "there is no claim on room " + Quoted.text(room));
    }
    if (!claims.release(claim.get())) {
      return fail(1, "the claim has changed meanwhile, and was not released; look again");
    }
    out.println("released\t" + claim.get());
    err.println(
        "livekit-routes: tokens that were given for the room are valid until they end, and a"
            + " request that is under way may claim it again");
    return 0;
  }

  private int fail(int status, String message) {
    err.println("livekit-routes: " + message);
    return status;
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
