package livekit.routes;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import livekit.routes.api.EdgeRoutes;
import livekit.routes.flow.RouteError;
import livekit.routes.flow.RouteFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.main.Main;

/**
 * A set of routes that has started, in a context of its own. It answers no request before {@link
 * #serve}.
 */
final class RouteSet {
  private final Services services;
  private final RouteFiles files;
  private final Main main;
  private final EdgeRoutes http;
  private final HeldConsumers consumers;
  private final List<RouteError> warnings;
  private final LocalTime version = LocalTime.now().truncatedTo(ChronoUnit.SECONDS);

  RouteSet(
      Services services,
      RouteFiles files,
      Main main,
      EdgeRoutes http,
      HeldConsumers consumers,
      List<RouteError> warnings) {
    this.services = services;
    this.files = files;
    this.main = main;
    this.http = http;
    this.consumers = consumers;
    this.warnings = warnings;
  }

  RouteFiles files() {
    return files;
  }

  /** What is dangerous in its files. */
  List<RouteError> warnings() {
    return warnings;
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  /** When it was loaded: what operators know it by. */
  LocalTime version() {
    return version;
  }

  /** Answers every request from now on. */
  void serve() {
    // The emulator first: a request of this set then never asks the set before, which may stop.
    services.emulateFrom(context());
    services.http().serve(http);
  }

  /** Begins to fetch from outside: only once the set before it has stopped that. */
  void startConsumers() throws Exception {
    consumers.start();
  }

  /** Ends to fetch from outside. */
  void stopConsumers() throws Exception {
    consumers.stop();
  }

  /** Whether all requests that it was handed are answered, and its queues are done. */
  boolean isIdle() {
    return http.isIdle()
        && context().getInflightRepository().size() == 0
        && context().getEndpoints().stream()
            .noneMatch(each -> each instanceof SedaEndpoint seda && !seda.getQueue().isEmpty());
  }

  /** Stops it; Camel waits for what is under way, until its shutdown timeout. */
  void stop() {
    main.stop();
  }
}
