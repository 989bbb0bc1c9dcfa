package livekit.routes;

import io.vertx.ext.web.Router;
import java.util.Map;
import livekit.routes.api.PortInUseException;
import livekit.routes.api.Ports;
import livekit.routes.settings.AuthSettings;
import livekit.routes.settings.HttpSettings;
import livekit.routes.settings.SettingException;
import livekit.routes.settings.Settings;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
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

  /**
   * A gateway that never opens its port: for the check of a configuration and for tests of routes.
   *
   * @param environment what stands for the environment of the process
   */
  static Gateway unopened(Map<String, String> environment) {
    return new Gateway(environment, false);
  }

  /** Has camel-main start this gateway. */
  Main attachTo(Main main) {
    main.addMainListener(this);
    main.configure().addConfiguration(this);
    main.configure().httpManagementServer().setEnabled(true);
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
    if (opens) {
      String management = plain(main.getCamelContext(), "camel.management.enabled");
      Ports.requireFree(http, !"false".equals(management));
    }
  }

  @Override
  public void configure(CamelContext context) throws Exception {
    if (settings == null) {
      // A test that starts Camel by annotation has no listeners.
      settings = read(context, context.getCamelContextExtension().getProfile());
    }
    Services services = opens ? Services.start(settings) : Services.unopened(settings);
    services.bindTo(context);
    Router router = services.http().connect(context);
    if (opens) {
      services.connect();
    }
    context.addStartupListener(new OpenWhenStarted(services, router, opens));
    context.addLifecycleStrategy(new CloseWhenStopped(services));
  }

  /** Opens the port when every route is there to answer. */
  private record OpenWhenStarted(Services services, Router router, boolean opens)
      implements StartupListener {
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
      // Too early: the routes start after this.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
      if (context.getRoutesSize() == 0) {
        throw new SettingException(
            "routes.directory", "expected a directory with at least one *.camel.yaml file");
      }
      if (opens) {
        int managementPort = managementPort(context, services.settings().http());
        services.http().serve(router);
        services.http().open();
        announce(services, managementPort);
      }
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

  /** The management port that is open; 0 where none is wanted. */
  private static int managementPort(CamelContext context, HttpSettings http) {
    VertxPlatformHttpServer management = context.hasService(VertxPlatformHttpServer.class);
    if (management == null) {
      return 0;
    }
    int port = management.getServer().actualPort();
    if (port <= 0) {
      // Another program took it since it was tried; Camel goes on without it.
      throw new PortInUseException("MANAGEMENT_PORT", http.host(), http.managementPort());
    }
    return port;
  }

  private static void announce(Services services, int managementPort) {
    Settings settings = services.settings();
    LOG.info(
        "Serving POST /livekit/token on {}:{}, health and metrics on port {}; {}",
        settings.http().host(),
        services.http().port(),
        managementPort == 0 ? "none" : managementPort,
        summary(settings));
    settings.warnings().forEach(LOG::warn);
    if (settings.emulated() && settings.auth().demo()) {
      System.out.println(services.guide());
    }
  }

  private static String summary(Settings settings) {
    AuthSettings auth = settings.auth();
    String callers =
        auth.configured()
            ? ways(auth) + (auth.required() ? "credentials required" : "anonymous callers allowed")
            : "no authentication";
    String livekit =
        settings
            .livekit()
            .map(l -> (settings.emulated() ? "emulated LiveKit at " : "LiveKit at ") + l.apiUrl())
            .orElse("NO LIVEKIT: " + settings.livekitMissing());
    return callers + "; room claims " + settings.claims().where() + "; " + livekit;
  }

  private static String ways(AuthSettings auth) {
    int secrets = auth.secrets().size();
    String first = secrets == 1 ? "1 secret of a tenant, " : secrets + " secrets of tenants, ";
    return (secrets == 0 ? "" : first)
        + auth.oidc().map(oidc -> "access tokens of " + oidc.issuer() + ", ").orElse("")
        + auth.service().map(s -> "authentication service at " + s.origin() + ", ").orElse("");
  }

  private Settings read(CamelContext context, String profile) {
    return Settings.read(name -> plain(context, name), environment, "dev".equals(profile));
  }

  private static String plain(CamelContext context, String name) {
    // The form with ? gives null for what is not there, and throws for what cannot be resolved.
    return context.resolvePropertyPlaceholders("{{?" + name + "}}");
  }
}
