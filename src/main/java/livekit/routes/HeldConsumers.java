package livekit.routes;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Holds back the consumers of a set of routes that fetch something from outside by themselves
 * (timer, kafka), so that a set can be started beside the one that serves, and nothing is done
 * twice.
 *
 * <p>Two kinds start with their set, and stop with it once its last request has ended: consumers
 * that only the set's own routes call (direct, seda, kamelet), and those of the HTTP port, which
 * get nothing before it is switched to the set. Thread-safe: Camel makes the route of a Kamelet
 * that is named by a message when the message comes.
 */
final class HeldConsumers extends LifecycleStrategySupport {
  private final Set<Route> held = new LinkedHashSet<>();
  private boolean running;

  /** Called when a route has its consumer, and before Camel looks whether to start it. */
  @Override
  public synchronized void onRoutesAdd(Collection<Route> routes) {
    for (Route route : routes) {
      if (!Boolean.FALSE.equals(route.isAutoStartup()) && fetches(route.getConsumer())) {
        held.add(route);
        route.setAutoStartup(running);
      }
    }
  }

  /**
   * Whether it brings messages from outside. Of those that other routes call, Camel says that they
   * go on while a context stops, since what is under way may still need them.
   */
  static boolean fetches(Consumer consumer) {
    boolean calledFromWithin =
        consumer instanceof ShutdownAware inMemory
            // One that polls makes a note of what it is told here.
            && !(consumer instanceof ScheduledPollConsumer)
            && inMemory.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
    return consumer != null
        && !calledFromWithin
        && !(consumer.getEndpoint() instanceof PlatformHttpEndpoint);
  }

  /**
   * Starts them.
   *
   * @throws FailedToStartRouteException one of them cannot start
   */
  void start() throws FailedToStartRouteException {
    for (Route route : switchTo(true)) {
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
    for (Route route : switchTo(false)) {
      route.getCamelContext().getRouteController().stopRoute(route.getRouteId());
    }
  }

  private synchronized List<Route> switchTo(boolean on) {
    running = on;
    return List.copyOf(held);
  }
}
