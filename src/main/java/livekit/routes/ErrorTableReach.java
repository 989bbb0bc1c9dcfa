package livekit.routes;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.ObjectHelper;

/**
 * How far the error table of {@code handle-errors} reaches: our routes, and what they call.
 *
 * <p>For Camel it is a configuration of every route, and so would take a message that a team's
 * consumer has fetched, or an exception that a team's route handles. So a message carries which
 * routes of a team it is in, and a row of the table holds where none of them has the say: one that
 * fetches from outside (timer, kafka), has an {@code errorHandler}, or an {@code onException} for
 * what has failed. The exception then goes up to that route, as in plain Camel.
 */
final class ErrorTableReach implements RoutePolicyFactory {
  private static final String TABLE = "handle-errors.camel.yaml";
  private static final String IN_TEAM = "livekit.inTeamRoute";

  private ErrorTableReach() {}

  /** Limits the table of a context that has loaded its routes and has not started. */
  static void limit(CamelContext context) {
    model(context)
        .getRouteConfigurationDefinitions()
        .forEach(
            all ->
                all.getOnExceptions().stream()
                    .filter(ErrorTableReach::isRow)
                    .forEach(row -> limit(row, context)));
    model(context).getRouteDefinitions().stream()
        .filter(route -> !isOurs(route))
        .forEach(route -> route.addInterceptStrategy(ErrorTableReach::lookAgain));
    context.addRoutePolicyFactory(new ErrorTableReach());
  }

  private static Model model(CamelContext context) {
    return context.getCamelContextExtension().getContextPlugin(Model.class);
  }

  private static void limit(OnExceptionDefinition row, CamelContext context) {
    Predicate when = predicate(row.getOnWhen(), context);
    row.onWhen(
        exchange -> {
          TeamRoute in = exchange.getProperty(IN_TEAM, TeamRoute.class);
          return (in == null || !in.handles(exchange)) && when.matches(exchange);
        });
  }

  private static Predicate predicate(OnWhenDefinition when, CamelContext context) {
    return when == null ? exchange -> true : when.getExpressionType().createPredicate(context);
  }

  private static boolean isRow(OnExceptionDefinition node) {
    return node.getLocation() != null && node.getLocation().endsWith(TABLE);
  }

  /** Whether a file of this name is in the bundle: a team's own in its place counts, too. */
  private static boolean isOurs(RouteDefinition route) {
    String location = route.getResource() == null ? "" : route.getResource().getLocation();
    String name = location.substring(location.lastIndexOf('/') + 1);
    return WarmUp.isPackaged(name);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String id, NamedNode node) {
    if (!(node instanceof RouteDefinition route) || isOurs(route)) {
      return null;
    }
    // One at the top of a file is Camel's default for every route: nobody says it of this one.
    boolean errorHandler =
        route.getErrorHandler() != null
            || route.getRouteConfigurationId() != null
                && !(route.getErrorHandlerFactory() instanceof RefErrorHandlerDefinition);
    List<OnExceptionDefinition> rows =
        route.getOutputs().stream()
            .filter(OnExceptionDefinition.class::isInstance)
            .map(OnExceptionDefinition.class::cast)
            .filter(row -> !isRow(row))
            .toList();
    boolean called = route.getEndpointUrl().startsWith("direct:");
    return called && !errorHandler && rows.isEmpty() ? null : new Policy(errorHandler, rows);
  }

  /**
   * Has the error handling of a team's route look at what has failed in a step of ours: for Camel
   * the step has done with it.
   */
  private static Processor lookAgain(
      CamelContext context, NamedNode node, Processor step, Processor next) {
    return new DelegateAsyncProcessor(step) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        return super.process(
            exchange,
            sync -> {
              if (exchange.getException() != null && hasFailedInOurs(exchange)) {
                exchange.getExchangeExtension().setFailureHandled(false);
                exchange.getExchangeExtension().setErrorHandlerHandled(null);
              }
              callback.done(sync);
            });
      }
    };
  }

  private static boolean hasFailedInOurs(Exchange exchange) {
    String id = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
    RouteDefinition route = id == null ? null : model(exchange.getContext()).getRouteDefinition(id);
    return route != null && isOurs(route);
  }

  /** Notes on each message which routes of a team it is in. */
  private static final class Policy extends RoutePolicySupport {
    private final boolean errorHandler;
    private final List<OnExceptionDefinition> rows;

    Policy(boolean errorHandler, List<OnExceptionDefinition> rows) {
      this.errorHandler = errorHandler;
      this.rows = rows;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      boolean all = errorHandler || HeldConsumers.fetches(route.getConsumer());
      TeamRoute around = exchange.getProperty(IN_TEAM, TeamRoute.class);
      exchange.setProperty(IN_TEAM, new TeamRoute(all, rows, around));
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      TeamRoute in = exchange.getProperty(IN_TEAM, TeamRoute.class);
      exchange.setProperty(IN_TEAM, in == null ? null : in.around());
    }
  }

  /**
   * A route of a team that a message is in.
   *
   * @param all whether it handles whatever fails
   * @param rows what else it handles
   * @param around the route of a team that has called it; null where none has
   */
  private record TeamRoute(boolean all, List<OnExceptionDefinition> rows, TeamRoute around) {
    boolean handles(Exchange failed) {
      return all
          || rows.stream().anyMatch(row -> catches(row, failed))
          || around != null && around.handles(failed);
    }

    private static boolean catches(OnExceptionDefinition row, Exchange failed) {
      Throwable failure = failed.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
      for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
        for (String name : row.getExceptions()) {
          Class<?> type = failed.getContext().getClassResolver().resolveClass(name);
          if (type != null && type.isInstance(cause)) {
            return predicate(row.getOnWhen(), failed.getContext()).matches(failed);
          }
        }
      }
      return false;
    }

    /** Short, and without the message: Camel may write down what a message carries. */
    @Override
    public String toString() {
      return "a team's route";
    }
  }
}
