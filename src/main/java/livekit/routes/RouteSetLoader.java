package livekit.routes;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.routes.api.EdgeRoutes;
import livekit.routes.flow.Diagram;
import livekit.routes.flow.LoadFailure;
import livekit.routes.flow.ModelCheck;
import livekit.routes.flow.RouteError;
import livekit.routes.flow.RouteFiles;
import livekit.routes.flow.SchemaCheck;
import livekit.routes.settings.SettingException;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Starts sets of routes, each in a context of its own with the same beans, settings and meters. A
 * set that starts beside the one that serves is checked as nothing else could check it, and touches
 * nothing of it.
 */
final class RouteSetLoader {
  /** How many sets this process has loaded. */
  private static final AtomicInteger SETS = new AtomicInteger();

  private final Services services;
  private final CamelContext host;
  private final Properties overrides;
  private final String profile;

  /**
   * @param services what the routes name
   * @param host has the meters
   * @param overrides properties that come before those of the files
   * @param profile Camel's profile; may be null
   */
  RouteSetLoader(Services services, CamelContext host, Properties overrides, String profile) {
    this.services = services;
    this.host = host;
    this.overrides = overrides;
    this.profile = profile;
  }

  /**
   * Checks and starts a set.
   *
   * @throws livekit.routes.flow.RoutesRefusedException something is wrong with the routes
   * @throws SettingException there is none
   */
  RouteSet load(RouteFiles files) {
    return load(files, true);
  }

  /**
   * Loads a set as {@link #load} does, but starts no consumer, and stops it again.
   *
   * @return a line for each warning, and one that says how many routes it has
   */
  String check(RouteFiles files) {
    new SchemaCheck().check(files, files.names());
    RouteSet set = load(files, false);
    int routes = set.context().getRoutesSize();
    set.stop();
    return set.warnings().stream()
            .map(line -> "livekit-routes: warning: " + line + "\n")
            .collect(joining())
        + "livekit-routes: the settings and "
        + routes
        + " routes are fine";
  }

  /** Draws a set, as a flowchart in Mermaid; starts nothing. */
  String draw(RouteFiles files) {
    Loading loading = new Loading(files);
    try {
      loading.main.init();
      return Diagram.of(loading.main.getCamelContext(), files);
    } finally {
      loading.main.stop();
    }
  }

  private RouteSet load(RouteFiles files, boolean consumers) {
    Loading loading = new Loading(files);
    List<RouteError> warnings;
    try {
      loading.main.configure().withAutoStartup(consumers);
      loading.main.init();
      warnings = ModelCheck.check(loading.main.getCamelContext(), files);
      ErrorTableReach.limit(loading.main.getCamelContext());
      loading.main.start();
    } catch (Exception | LinkageError e) {
      throw LoadFailure.refusal(e, loading.main.getCamelContext(), files);
    } finally {
      if (!loading.main.isStarted()) {
        loading.main.stop();
      }
    }
    return new RouteSet(services, files, loading.main, loading.http, loading.consumers, warnings);
  }

  private final class Loading implements CamelConfiguration {
    private final RouteFiles files;
    private final Main main = new Main();
    private final HeldConsumers consumers = new HeldConsumers();
    private EdgeRoutes http;

    Loading(RouteFiles files) {
      if (files.isEmpty()) {
        throw new SettingException(
            "routes.directory", "expected a directory with at least one *.camel.yaml file");
      }
      this.files = files;
      // Else each set would leave a shutdown hook, and itself, in the JVM.
      main.setShutdownStrategy(new SimpleMainShutdownStrategy());
      main.configure().withProfile(profile).withRoutesCollectorEnabled(false);
      if (overrides != null) {
        // Not forEach: Camel's Properties keep their entries elsewhere.
        overrides
            .entrySet()
            .forEach(
                entry ->
                    main.addOverrideProperty(
                        entry.getKey().toString(), entry.getValue().toString()));
      }
      // Quartz finds its scheduler by this name. Two sets of one name would share it, and the first
      // that stops would delete the jobs of both.
      main.addOverrideProperty("camel.main.name", host.getName() + "-" + SETS.incrementAndGet());
      // Health and metrics are served by the host.
      main.addOverrideProperty("camel.management.enabled", "false");
      main.addOverrideProperty("camel.metrics.enabled", "false");
      main.addOverrideProperty("camel.main.startup-summary-level", "off");
      main.configure().addConfiguration(this);
    }

    @Override
    public void configure(CamelContext context) throws Exception {
      services.bindTo(context);
      http = services.http().connect(context);
      RouteMeters.count(context, host);
      context.addLifecycleStrategy(consumers);
      files.loadInto(context);
    }
  }
}
