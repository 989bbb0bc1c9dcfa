package livekit.routes;

import java.util.Map;
import livekit.routes.flow.RouteFiles;
import livekit.routes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The check of a configuration: everything is read and loaded, no port opens, nothing is called.
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
   * Checks, in a context that is started for it and stopped again.
   *
   * @return how many routes there are
   * @throws Exception what {@link StartFailure} explains
   */
  int run(Main main) throws Exception {
    main.addMainListener(this);
    main.configure().withRoutesCollectorEnabled(false);
    main.addOverrideProperty("camel.management.enabled", "false");
    try {
      main.start();
      CamelContext context = main.getCamelContext();
      RouteFiles files = Gateway.directories(context, settings).read();
      try (Services services = Services.unopened(settings)) {
        return new RouteSetLoader(
                services, context, main.getOverrideProperties(), main.configure().getProfile())
            .check(files);
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
