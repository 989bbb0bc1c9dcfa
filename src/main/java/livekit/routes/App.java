package livekit.routes;

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
   * @param args {@code --check} reads the settings and loads the routes without serving, those of
   *     the directory that may follow; the others are camel-main's, such as {@code -profile dev}
   */
  public static void main(String[] args) {
    boolean check = args.length > 0 && args[0].equals("--check");
    if (check && System.getenv("LOG_LEVEL") == null) {
      // Before the first logger is made: a check prints its one line.
      System.setProperty("LOG_LEVEL", "OFF");
    }
    Main main = new Main();
    try {
      if (check) {
        if (args.length > 1) {
          main.addOverrideProperty("routes.directory", args[1]);
        }
        check(main);
      } else {
        new Gateway().attachTo(main).run(args);
      }
    } catch (Exception | LinkageError e) {
      // Else Camel's shutdown hook would report a SIGTERM that nobody sent.
      main.completed();
      StartFailure.explain(e).forEach(line -> System.err.println("livekit-routes: " + line));
      System.exit(2);
    }
  }

  private static void check(Main main) throws Exception {
    int routes = new RoutesCheck(System.getenv()).run(main);
    System.out.println("livekit-routes: the settings and " + routes + " routes are fine");
  }
}
