package livekit.routes;

import java.util.List;
import org.apache.camel.main.Main;

/**
 * Starts camel-main with the {@link Gateway}. Exit status: 143 or 0 after an orderly stop; 2 when
 * the start failed, since a setting, a route or a port is wrong, and then one line on stderr says
 * which; routes may have several errors.
 */
public final class App {
  private App() {}

  /**
   * Serves until the process is told to stop.
   *
   * @param args {@code --check} reads the settings and loads the routes without serving, {@code
   *     --diagram} draws them, {@code --train} is {@link TrainingRun}; the others are camel-main's,
   *     such as {@code -profile dev}
   */
  public static void main(String[] args) {
    String task = args.length > 0 ? args[0] : "";
    boolean serves = !List.of("--check", "--diagram", "--train").contains(task);
    if (!serves && System.getenv("LOG_LEVEL") == null) {
      // Before the first logger is made: they print what was asked for and nothing else.
      System.setProperty("LOG_LEVEL", "OFF");
    }
    ConfigDirectory.use();
    Main main = new Main();
    try {
      if (serves) {
        new Gateway().attachTo(main).run(args);
      } else if (task.equals("--train")) {
        TrainingRun.run(main, System.getenv("AUTH_API_SECRET"));
      } else {
        RoutesCheck check = new RoutesCheck(System.getenv());
        System.out.println(task.equals("--diagram") ? check.draw(main) : check.check(main));
      }
    } catch (Exception | LinkageError e) {
      // Else Camel's shutdown hook would report a SIGTERM that nobody sent.
      main.completed();
      StartFailure.explain(e).forEach(line -> System.err.println("livekit-routes: " + line));
      System.exit(2);
    }
  }
}
