package livekit.routes;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelMetricsService;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PatternHelper;

/**
 * The meters of the process. What is counted for a route goes on when a new set has a route of the
 * same id; nothing is ever removed, since a set that stops would take away what the next one
 * counts.
 */
final class RouteMeters extends PrometheusMeterRegistry {
  /** Meters that count nothing yet. */
  RouteMeters() {
    super(PrometheusConfig.DEFAULT);
  }

  /** Has the host serve them, where its properties say so. */
  void bindTo(CamelContext host) {
    host.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, this);
  }

  /** Counts the exchanges of the routes of a context, where the host serves meters. */
  static void count(CamelContext routes, CamelContext host) {
    if (host.hasService(CamelMetricsService.class) != null
        && host.getRegistry().lookupByName(MicrometerConstants.METRICS_REGISTRY_NAME)
            instanceof RouteMeters meters) {
      String steps = routes.resolvePropertyPlaceholders("{{?metrics.steps}}");
      Factory factory =
          new Factory(steps == null ? new String[0] : steps.strip().split("\\s*,\\s*"));
      factory.setMeterRegistry(meters);
      factory.setNamingStrategy(new NameOfHost(host.getName()));
      MicrometerRoutePolicyConfiguration configuration = new MicrometerRoutePolicyConfiguration();
      // What all routes of a context do together is no figure that anybody asks for.
      configuration.setContextEnabled(false);
      factory.setPolicyConfiguration(configuration);
      routes.addRoutePolicyFactory(factory);
    }
  }

  /**
   * Counts for the process, whichever set of routes serves: each set has a name of its own.
   *
   * @param context the name of the host
   */
  private record NameOfHost(String context) implements MicrometerRoutePolicyNamingStrategy {
    @Override
    public String getName(Route route) {
      return DEFAULT.getName(route);
    }

    @Override
    public Tags getTags(Route route) {
      return DEFAULT.getTags(route).and(MicrometerConstants.CAMEL_CONTEXT_TAG, context);
    }

    @Override
    public Tags getExchangeStatusTags(Route route) {
      return getTags(route);
    }
  }

  /** A meter costs each exchange some microseconds: more than most steps that a route makes. */
  private static final class Factory extends MicrometerRoutePolicyFactory {
    private final String[] steps;

    /**
     * @param steps which of the routes that only routes call are counted
     */
    Factory(String[] steps) {
      this.steps = steps;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String id, NamedNode route) {
      boolean step =
          route instanceof RouteDefinition definition
              && definition.getEndpointUrl().startsWith("direct:");
      return step && !PatternHelper.matchPatterns(id, steps)
          ? null
          : super.createRoutePolicy(context, id, route);
    }
  }

  @Override
  public Meter remove(Meter.Id id) {
    return null;
  }
}
