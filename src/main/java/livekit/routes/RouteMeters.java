package livekit.routes;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.CamelMetricsService;

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
      MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory();
      factory.setMeterRegistry(meters);
      routes.addRoutePolicyFactory(factory);
    }
  }

  @Override
  public Meter remove(Meter.Id id) {
    return null;
  }
}
