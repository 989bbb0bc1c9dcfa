package livekit.routes;

import java.util.Map;
import java.util.function.BiFunction;
import livekit.routes.flow.RouteFiles;
import livekit.routes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * What can be asked about a configuration without serving it: everything is read and loaded, no
 * port opens, nothing is called.
 */
final class RoutesCheck extends MainListenerSupport {
  private final Map<String, String> environment;
  private Settings settings;

  /**
   * @param environment what stands for the environment of the process
   */
  RoutesCheck(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Checks the settings and the routes.
   *
   * @param main one that has not started; it is stopped again
   * @return a line for each warning, and that they are fine
   * @throws Exception what {@link StartFailure} explains
   */
  String check(Main main) throws Exception {
    return ask(main, RouteSetLoader::check);
  }

  /**
   * Draws the routes.
   *
   * @param main one that has not started; it is stopped again
   * @return a flowchart in Mermaid
   * @throws Exception what {@link StartFailure} explains
   */
  String draw(Main main) throws Exception {
    return ask(main, RouteSetLoader::draw);
  }

  private String ask(Main main, BiFunction<RouteSetLoader, RouteFiles, String> question)
      throws Exception {
    main.addMainListener(this);
    main.configure().withRoutesCollectorEnabled(false);
    main.addOverrideProperty("camel.management.enabled", "false");
    try {
      main.start();
      CamelContext context = main.getCamelContext();
      RouteFiles files = Gateway.directories(context, settings).read();
      try (Services services = Services.unopened(settings)) {
        RouteSetLoader loader =
            new RouteSetLoader(
                services, context, main.getOverrideProperties(), main.configure().getProfile());
        return question.apply(loader, files);
      }
    } finally {
      main.stop();
    }
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    settings = Gateway.read(main.getCamelContext(), environment, main.configure().getProfile());
  }
}
