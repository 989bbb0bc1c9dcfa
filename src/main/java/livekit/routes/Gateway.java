package livekit.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import livekit.routes.api.ManagementServer;
import livekit.routes.api.PortInUseException;
import livekit.routes.api.Ports;
import livekit.routes.flow.RouteDirectories;
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
 * The process around the routes: reads the settings, makes the {@link Services} that routes name,
 * and opens the HTTP port once the first set of routes has started. Its own context has no route,
 * only what outlives a set of them: health, metrics and the management port.
 */
public final class Gateway extends MainListenerSupport implements CamelConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final Map<String, String> environment;
  private final Map<String, Object> replacing;
  private Settings settings;
  private RouteSets sets;
  private BaseMainSupport main;

  /** A gateway whose secrets come from the environment of the process. */
  public Gateway() {
    this(System.getenv(), Map.of());
  }

  /**
   * A gateway of a test.
   *
   * @param environment what stands for the environment of the process
   * @param replacing beans in the place of those that the routes know by these names
   */
  Gateway(Map<String, String> environment, Map<String, Object> replacing) {
    this.environment = environment;
    this.replacing = replacing;
  }

  /** Has camel-main start this gateway. */
  Main attachTo(Main main) {
    main.addMainListener(this);
    main.configure().addConfiguration(this);
    main.configure().withRoutesCollectorEnabled(false);
    main.configure().httpManagementServer().setEnabled(true);
    return main;
  }

  /** The sets of routes; null before it is configured. */
  RouteSets sets() {
    return sets;
  }

  /**
   * Reads the settings before Camel uses any of them for itself, so that a wrong one is named in
   * our words.
   */
  @Override
  public void beforeConfigure(BaseMainSupport starting) {
    main = starting;
    settings = read(main.getCamelContext(), environment, main.configure().getProfile());
    // Camel makes meters of its own where it finds none.
    new RouteMeters().bindTo(main.getCamelContext());
    HttpSettings http = settings.http();
    // An empty MANAGEMENT_PORT is none; Camel would take it for a port.
    PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
    properties.addOverrideProperty("camel.management.host", http.managementHost());
    properties.addOverrideProperty("camel.management.port", String.valueOf(http.managementPort()));
    String management = plain(main.getCamelContext(), "camel.management.enabled");
    boolean managed = !"false".equals(management);
    Ports.requireFree(http, managed);
    if (managed) {
      addTo(
          main.getCamelContext(),
          new ManagementServer(http.managementHost(), http.managementPort()));
    }
  }

  private static void addTo(CamelContext context, ManagementServer server) {
    try {
      context.addService(server);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void configure(CamelContext context) throws Exception {
    Services services = Services.start(settings);
    replacing.forEach(services::replace);
    services.connect();
    RouteSetLoader loader =
        new RouteSetLoader(
            services, context, main.getOverrideProperties(), main.configure().getProfile());
    sets = new RouteSets(loader);
    context.getRegistry().bind("httpEdge", services.http());
    WarmUp warmUp = new WarmUp(settings.routes().warmUpRequests(), sets::forgetOthers);
    services.bindHealthTo(context, warmUp::isDone);
    context.getRegistry().bind("routes-health", new RoutesHealthCheck(sets));
    RouteDirectories directories = directories(context, settings);
    context.addStartupListener(new OpenWhenStarted(services, sets, directories, warmUp));
    context.addLifecycleStrategy(new CloseWhenStopped(services, sets, warmUp));
  }

  /** Opens the port when every route is there to answer. */
  private record OpenWhenStarted(
      Services services, RouteSets sets, RouteDirectories directories, WarmUp warmUp)
      implements StartupListener {
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
      // Too early: health and metrics start after this.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
        throws IOException {
      int managementPort = managementPort(context, services.settings().http());
      sets.start(directories);
      services.http().open();
      announce(services, managementPort, directories);
      if (services.settings().routes().reload()) {
        sets.watch(directories);
      }
      services.checkCredentials(sets::context, credentialsPause(context));
      warmUp.start();
    }
  }

  /** New requests are refused first; what serves those under way goes last. */
  private static final class CloseWhenStopped extends LifecycleStrategySupport {
    private final Services services;
    private final RouteSets sets;
    private final WarmUp warmUp;

    CloseWhenStopped(Services services, RouteSets sets, WarmUp warmUp) {
      this.services = services;
      this.sets = sets;
      this.warmUp = warmUp;
    }

    @Override
    public void onContextStopping(CamelContext context) {
      warmUp.stop();
      services.http().drain();
      // While health still answers, and says that nothing new is served.
      sets.close();
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
      throw new PortInUseException("MANAGEMENT_PORT", http.managementHost(), http.managementPort());
    }
    return port;
  }

  private static void announce(Services services, int managementPort, RouteDirectories directories)
      throws IOException {
    Settings settings = services.settings();
    Collection<String> replaced = directories.replaced();
    LOG.info(
        "Serving POST /livekit/token on {}:{}, health and metrics on port {}; {}{}; {}",
        settings.http().host(),
        services.http().port(),
        managementPort == 0 ? "none" : managementPort + " of " + settings.http().managementHost(),
        summary(settings),
        replaced.isEmpty() ? "" : "; ROUTES_EXTRA replaces " + String.join(", ", replaced),
        Version.line());
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

  /**
   * Reads the settings of a context.
   *
   * @throws livekit.routes.settings.SettingException one is wrong
   */
  static Settings read(CamelContext context, Map<String, String> environment, String profile) {
    credentialsPause(context);
    return Settings.read(name -> plain(context, name), environment, "dev".equals(profile));
  }

  /** Where the routes of a context are. */
  static RouteDirectories directories(CamelContext context, Settings settings) {
    Path bundle = Path.of(plain(context, "routes.directory"));
    return new RouteDirectories(bundle, settings.dev(), settings.routes().extra());
  }

  private static Duration credentialsPause(CamelContext context) {
    String name = "livekit.credentials-pause";
    // A config/ of an older version has no line for it.
    String millis = Objects.requireNonNullElse(plain(context, name), "5000");
    if (!millis.matches("[0-9]{1,9}")) {
      throw new SettingException(name, "expected a number of milliseconds");
    }
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private static String plain(CamelContext context, String name) {
    // The form with ? gives null for what is not there, and throws for what cannot be resolved.
    return context.resolvePropertyPlaceholders("{{?" + name + "}}");
  }
}
