package livekit.routes.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/** What a context has loaded, as Camel's model has it: routes, and what holds for all of them. */
final class RouteModel {
  private final Model model;
  private final ModelLines lines;

  /** A model that is asked before the context starts: afterwards Camel has changed it. */
  RouteModel(CamelContext context, RouteFiles files) {
    model = context.getCamelContextExtension().getContextPlugin(Model.class);
    lines = new ModelLines(files);
  }

  /**
   * One step of a route, at any depth.
   *
   * @param owner the id of the route; the file of what holds for all of them
   * @param node what Camel made of it
   * @param lines finds its line
   */
  record Step(String owner, OptionalIdentifiedDefinition<?> node, ModelLines lines) {
    RouteError error(String text) {
      return lines.error(node.getLocation(), node.getLineNumber(), node.getShortName(), text);
    }

    /** Where it sends to, as it is written; empty where it sends nowhere or a caller decides. */
    String uri() {
      boolean isStatic =
          node instanceof EndpointRequiredDefinition
              && !node.getShortName().equals("toD")
              && !node.getShortName().equals("wireTap");
      String uri =
          node instanceof EndpointRequiredDefinition target ? target.getEndpointUri() : null;
      return uri == null || !isStatic && uri.contains("${") ? "" : uri;
    }
  }

  List<RouteDefinition> routes() {
    return model.getRouteDefinitions();
  }

  /** Every step of every route, and of what holds for all of them. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      add(steps, route.getRouteId(), stepsOf(route));
    }
    for (RouteConfigurationDefinition common : model.getRouteConfigurationDefinitions()) {
      List<ProcessorDefinition<?>> nodes = new ArrayList<>(common.getOnExceptions());
      nodes.addAll(common.getOnCompletions());
      nodes.addAll(common.getIntercepts());
      nodes.addAll(common.getInterceptFroms());
      nodes.addAll(common.getInterceptSendTos());
      add(steps, nameOf(nodes), nodes);
    }
    return steps;
  }

  /** The steps of a route that are in no other step. */
  List<ProcessorDefinition<?>> stepsOf(RouteDefinition route) {
    // Camel has put what holds for all of them into each.
    List<ProcessorDefinition<?>> own = new ArrayList<>(route.getOutputs());
    own.removeIf(node -> isCommon(node, route));
    return own;
  }

  /** A step of a route. */
  Step step(RouteDefinition route, ProcessorDefinition<?> node) {
    return new Step(route.getRouteId(), node, lines);
  }

  /** The error of a whole route. */
  RouteError error(RouteDefinition route, String text) {
    String location = route.getResource() == null ? null : route.getResource().getLocation();
    return lines.error(location, route.getInput().getLineNumber(), "from", text);
  }

  private void add(List<Step> steps, String owner, List<? extends ProcessorDefinition<?>> nodes) {
    for (ProcessorDefinition<?> node : nodes) {
      steps.add(new Step(owner, node, lines));
      if (node instanceof ChoiceDefinition choice) {
        // The steps in them are outputs of the choice.
        choice.getWhenClauses().forEach(when -> steps.add(new Step(owner, when, lines)));
      } else if (node instanceof CircuitBreakerDefinition breaker
          && breaker.getOnFallback() != null) {
        add(steps, owner, breaker.getOnFallback().getOutputs());
      }
      add(steps, owner, node.getOutputs());
    }
  }

  private static boolean isCommon(ProcessorDefinition<?> node, RouteDefinition route) {
    return node.getLocation() != null
        && route.getResource() != null
        && !node.getLocation().equals(route.getResource().getLocation());
  }

  private static String nameOf(List<ProcessorDefinition<?>> nodes) {
    String location = nodes.isEmpty() ? null : nodes.get(0).getLocation();
    return location == null
        ? "every-route"
        : location.substring(location.lastIndexOf('/') + 1).replace(RouteFiles.SUFFIX, "");
  }
}
