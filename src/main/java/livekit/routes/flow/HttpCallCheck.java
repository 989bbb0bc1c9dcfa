package livekit.routes.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * Finds HTTP in routes of a team that Camel's published vulnerabilities make dangerous: a consumer
 * that is a proxy to anywhere, which is refused; redirects that a call follows, and a call whose
 * target a header of a message can change, of which the team is warned.
 *
 * <p>It reads URIs as they are with their parameters and properties. What an expression makes of a
 * message is not known here.
 */
final class HttpCallCheck {
  private static final Set<String> HTTP_CALLS =
      Set.of("http", "https", "vertx-http", "netty-http", "undertow");

  /** Their headers come over HTTP, and Camel lets none of its own names in there. */
  private static final Pattern HTTP_CONSUMER =
      Pattern.compile(
          "(platform-http|rest|rest-api|rest-openapi|servlet|jetty|netty-http|undertow|webhook"
              + "|kamelet:(//)?livekit-).*");

  private static final Pattern WITHIN = Pattern.compile("(direct|seda|disruptor|stub):.*");
  private static final Pattern PROXY = Pattern.compile("rest:(//)?\\w+:(/*:)?/*proxy.*");
  private static final Pattern FOLLOWS = Pattern.compile("[?&]followRedirects=true\\b");
  private static final Pattern BRIDGES = Pattern.compile("[?&]bridgeEndpoint=true\\b");
  private static final Set<String> ALWAYS = Set.of("doTry", "step", "pipeline");
  private static final String TARGET = "CamelHttpUri";

  private final CamelContext context;
  private final RouteModel model;
  private final List<RouteError> warnings = new ArrayList<>();

  HttpCallCheck(CamelContext context, RouteModel model) {
    this.context = context;
    this.model = model;
  }

  /** What is refused. */
  List<RouteError> errors() {
    List<RouteError> errors = new ArrayList<>();
    for (RouteDefinition route : model.routes()) {
      String uri = resolved(route.getInput().getEndpointUri());
      if (PROXY.matcher(uri).matches()
          || uri.startsWith("platform-http:")
              && context.getEndpoint(uri) instanceof PlatformHttpEndpoint http
              && http.isHttpProxy()) {
        errors.add(
            model.error(
                route,
                "a path that begins with proxy makes Camel call whatever URL a caller names: give it"
                    + " another name"));
      }
    }
    return errors;
  }

  /** What is only warned of. */
  List<RouteError> warnings() {
    for (RouteModel.Step step : model.steps()) {
      String uri = uri(step.node());
      if (isHttpCall(uri) && FOLLOWS.matcher(uri).find()) {
        warnings.add(
            step.error(
                "followRedirects=true: whoever answers can send the call, with its headers, to another"
                    + " host"));
      }
    }
    for (RouteDefinition route : model.routes()) {
      String from = resolved(route.getInput().getEndpointUri());
      if (!HTTP_CONSUMER.matcher(from).matches() && !WITHIN.matcher(from).matches()) {
        new Message(scheme(from)).runsThrough(route, false);
      }
    }
    return warnings.stream().distinct().toList();
  }

  /** A message that comes from elsewhere than HTTP, with whatever headers. */
  private final class Message {
    private final String scheme;
    private final Set<RouteDefinition> within = new HashSet<>();

    Message(String scheme) {
      this.scheme = scheme;
    }

    /**
     * Follows it.
     *
     * @param safe whether the headers that change the target of a call are gone
     * @return whether they are afterwards
     */
    private boolean runsThrough(RouteDefinition route, boolean safe) {
      boolean after = safe;
      if (within.add(route)) {
        after = runsThrough(route, model.stepsOf(route), safe);
        within.remove(route);
      }
      return after;
    }

    private boolean runsThrough(
        RouteDefinition route, List<? extends ProcessorDefinition<?>> steps, boolean safe) {
      boolean after = safe;
      for (ProcessorDefinition<?> step : steps) {
        after = runsThrough(route, step, after);
      }
      return after;
    }

    private boolean runsThrough(RouteDefinition route, ProcessorDefinition<?> step, boolean safe) {
      if (step instanceof RemoveHeadersDefinition removal) {
        return safe
            || PatternHelper.matchPattern(TARGET, removal.getPattern())
                && !PatternHelper.matchPattern(TARGET, removal.getExcludePattern());
      }
      if (step instanceof ChoiceDefinition choice) {
        choice.getWhenClauses().forEach(when -> runsThrough(route, when.getOutputs(), safe));
        if (choice.getOtherwise() != null) {
          runsThrough(route, choice.getOtherwise().getOutputs(), safe);
        }
        return safe;
      }
      String uri = uri(step);
      if (isHttpCall(uri) && !safe && !BRIDGES.matcher(uri).find()) {
        warnings.add(
            model
                .step(route, step)
                .error(
                    "a header of a message from "
                        + scheme
                        + ": can send this call to another host; set bridgeEndpoint=true, or remove"
                        + " the headers before it"));
      }
      boolean after = runsThrough(route, step.getOutputs(), called(uri, safe));
      // What only some messages run through takes the headers from these alone.
      return ALWAYS.contains(step.getShortName()) || step.getOutputs().isEmpty() ? after : safe;
    }

    private boolean called(String uri, boolean safe) {
      boolean after = safe;
      for (RouteDefinition other : model.routes()) {
        if (WITHIN.matcher(uri).matches()
            && base(resolved(other.getInput().getEndpointUri())).equals(base(uri))) {
          after = runsThrough(other, safe);
        }
      }
      return after;
    }
  }

  private String uri(Object node) {
    String uri = "";
    if (node instanceof EndpointRequiredDefinition target) {
      uri = target.getEndpointUri();
    } else if (node instanceof ToDynamicDefinition dynamic) {
      uri = dynamic.getUri();
    } else if (node instanceof ExpressionNode list && list.getExpressionType() != null) {
      // recipientList, enrich, routingSlip; the others hold no URI.
      uri = list.getExpressionType().getExpression();
    }
    return uri == null ? "" : resolved(uri);
  }

  private String resolved(String uri) {
    try {
      return context.resolvePropertyPlaceholders(uri);
    } catch (RuntimeException e) {
      // It is not set: another check says so.
      return uri;
    }
  }

  private static boolean isHttpCall(String uri) {
    return HTTP_CALLS.contains(scheme(uri));
  }

  private static String scheme(String uri) {
    return uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri;
  }

  private static String base(String uri) {
    return uri.replaceFirst("\\?.*", "").replaceFirst(":(//)?", ":");
  }
}
