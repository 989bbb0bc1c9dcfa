package livekit.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.util.StringHelper;

/**
 * Holds back the consumers of a set of routes that would fetch something from outside by themselves
 * (timer, kafka), so that a set can be started beside the one that serves, and nothing is done
 * twice.
 *
 * <p>Those that only answer within their own set (direct, seda), or get nothing before HTTP is
 * switched to the set, start with it.
 */
final class HeldConsumers implements RoutePolicyFactory {
  private static final Set<String> NEVER_HELD =
      Set.of("direct", "seda", "stub", "platform-http", "rest");

  private final List<Route> held = new ArrayList<>();

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    if (route instanceof RouteDefinition definition
        && definition.getEndpointUrl().startsWith("direct:")) {
      // A policy costs every exchange of its route a little.
      return null;
    }
    return new RoutePolicySupport() {
      @Override
      public void onInit(Route initialized) {
        hold(initialized);
      }
    };
  }

  private void hold(Route route) {
    String scheme = StringHelper.before(route.getEndpoint().getEndpointBaseUri(), ":");
    if (!NEVER_HELD.contains(scheme) && !Boolean.FALSE.equals(route.isAutoStartup())) {
      route.setAutoStartup(false);
      held.add(route);
    }
  }

  /**
   * Starts them.
   *
   * @throws FailedToStartRouteException one of them cannot start
   */
  void start() throws FailedToStartRouteException {
    for (Route route : held) {
      try {
        route.getCamelContext().getRouteController().startRoute(route.getRouteId());
      } catch (Exception e) {
        // Camel's own does not always say which route it is.
        throw new FailedToStartRouteException(route.getRouteId(), e.getMessage(), e);
      }
    }
  }

  /** Stops them, when what they are at is done, or the shutdown timeout of Camel has passed. */
  void stop() throws Exception {
    for (Route route : held) {
      route.getCamelContext().getRouteController().stopRoute(route.getRouteId());
    }
  }
}
