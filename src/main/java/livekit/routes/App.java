package livekit.routes;

import livekit.routes.api.PortInUseException;
import livekit.routes.settings.SettingException;
import org.apache.camel.main.Main;

/**
 * Starts camel-main with the {@link Gateway}. Exit status: 0 after an orderly stop, 2 when a
 * setting or a route is wrong (one line on stderr says which), 1 for anything else.
 */
public final class App {
  private App() {}

  /**
   * Serves until the process is told to stop.
   *
   * @param args {@code --check} reads the settings and loads the routes without serving; the others
   *     are camel-main's, such as {@code -profile dev}
   */
  public static void main(String[] args) {
    boolean check = args.length > 0 && args[0].equals("--check");
    try {
      if (check) {
        check();
      } else {
        new Gateway().attachTo(new Main()).run(args);
      }
    } catch (Exception e) {
      System.err.println("livekit-routes: " + explain(e));
      System.exit(isWrongSetting(e) || check ? 2 : 1);
    }
  }

  private static void check() throws Exception {
    Main main = Gateway.unopened().attachTo(new Main());
    main.configure().setAutoStartup(false);
    main.addOverrideProperty("camel.management.enabled", "false");
    main.start();
    int routes = main.getCamelContext().getRoutesSize();
    main.stop();
    System.out.println("livekit-routes: the settings and " + routes + " routes are fine");
  }

  private static boolean isWrongSetting(Throwable failure) {
    Throwable cause = settingOf(failure);
    return cause instanceof SettingException || cause instanceof PortInUseException;
  }

  /** The setting's own line where a setting is wrong; else the innermost cause, on one line. */
  private static String explain(Throwable failure) {
    return String.valueOf(settingOf(failure).getMessage()).lines().findFirst().orElse("failed");
  }

  private static Throwable settingOf(Throwable failure) {
    Throwable last = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SettingException || t instanceof PortInUseException) {
        return t;
      }
      last = t;
    }
    return last;
  }
}
