package livekit.routes;

import io.vertx.ext.web.Router;
import java.util.Map;
import livekit.routes.settings.AuthSettings;
import livekit.routes.settings.HttpSettings;
import livekit.routes.settings.Settings;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a CamelContext for the routes: reads the settings, binds the {@link Services} that
 * routes name, and opens the HTTP port once the routes have started.
 */
public final class Gateway extends MainListenerSupport implements CamelConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final Map<String, String> environment;
  private final boolean opens;
  private Settings settings;

  /** A gateway whose secrets come from the environment of the process. */
  public Gateway() {
    this(System.getenv());
  }

  /**
   * A gateway whose secrets come from elsewhere.
   *
   * @param environment what stands for the environment of the process
   */
  public Gateway(Map<String, String> environment) {
    this(environment, true);
  }

  private Gateway(Map<String, String> environment, boolean opens) {
    this.environment = environment;
    this.opens = opens;
  }

  /** A gateway that never opens its port, to see whether it could. */
  static Gateway unopened() {
    return new Gateway(System.getenv(), false);
  }

  /** Has camel-main start this gateway. */
  Main attachTo(Main main) {
    main.addMainListener(this);
    main.configure().addConfiguration(this);
    return main;
  }

  /**
   * Reads the settings before Camel uses any of them for itself, so that a wrong one is named in
   * our words.
   */
  @Override
  public void beforeConfigure(BaseMainSupport main) {
    settings = read(main.getCamelContext(), main.configure().getProfile());
    HttpSettings http = settings.http();
    // An empty MANAGEMENT_PORT is none; Camel would take it for a port.
    PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
    properties.addOverrideProperty("camel.management.host", http.host());
    properties.addOverrideProperty("camel.management.port", String.valueOf(http.managementPort()));
  }

  @Override
  public void configure(CamelContext context) throws Exception {
    if (settings == null) {
      // A test that starts Camel by annotation has no listeners.
      settings = read(context, context.getCamelContextExtension().getProfile());
    }
    Services services = Services.start(settings);
    services.bindTo(context);
    Router router = services.http().connect(context);
    if (opens) {
      context.addStartupListener(new OpenWhenStarted(services, router));
    }
    context.addLifecycleStrategy(new CloseWhenStopped(services));
  }

  /** Opens the port when every route is there to answer. */
  private record OpenWhenStarted(Services services, Router router) implements StartupListener {
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
      // Too early: the routes start after this.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
      services.http().serve(router);
      services.http().open();
      announce(services);
    }
  }

  /** New requests are refused first; what serves those under way goes last. */
  private static final class CloseWhenStopped extends LifecycleStrategySupport {
    private final Services services;

    CloseWhenStopped(Services services) {
      this.services = services;
    }

    @Override
    public void onContextStopping(CamelContext context) {
      services.http().drain();
    }

    @Override
    public void onContextStopped(CamelContext context) {
      services.close();
    }
  }

  private static void announce(Services services) {
    Settings settings = services.settings();
    LOG.info(
        "Serving POST /livekit/token on {}:{}; {}",
        settings.http().host(),
        services.http().port(),
        summary(settings));
    settings.warnings().forEach(LOG::warn);
    if (settings.emulated() && settings.auth().demo()) {
      System.out.println(services.guide());
    }
  }

  private static String summary(Settings settings) {
    AuthSettings auth = settings.auth();
    String callers =
        auth.secrets().isEmpty()
            ? "no authentication"
            : auth.secrets().size()
                + " secrets of tenants, "
                + (auth.required() ? "credentials required" : "anonymous callers allowed");
    String livekit =
        settings
            .livekit()
            .map(l -> (settings.emulated() ? "emulated LiveKit at " : "LiveKit at ") + l.apiUrl())
            .orElse("NO LIVEKIT: " + settings.livekitMissing());
    return callers + "; room claims in memory, for one process only; " + livekit;
  }

  private Settings read(CamelContext context, String profile) {
    return Settings.read(name -> plain(context, name), environment, "dev".equals(profile));
  }

  private static String plain(CamelContext context, String name) {
    // The form with ? gives null for what is not there, and throws for what cannot be resolved.
    return context.resolvePropertyPlaceholders("{{?" + name + "}}");
  }
}
