package livekit.routes.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;

/**
 * Checks what only a whole set of routes can show: a {@code direct:} that no route has, or that two
 * have, and a path that two have. Camel would find the first at the first request only, and the
 * last not at all.
 */
final class LinkCheck {
  private static final Pattern DIRECT = Pattern.compile("direct:(?://)?([^?]+)(?:\\?.*)?");
  private static final Pattern HTTP = Pattern.compile("platform-http:(?://)?([^?]+)(?:\\?(.*))?");
  private static final Pattern METHODS = Pattern.compile("httpMethodRestrict=([^&]+)");

  private final RouteModel model;
  private final List<RouteError> errors = new ArrayList<>();

  LinkCheck(RouteModel model) {
    this.model = model;
  }

  List<RouteError> errors() {
    Set<String> entrances = new HashSet<>();
    Map<String, RouteDefinition> byName = new HashMap<>();
    Map<String, RouteDefinition> byPath = new HashMap<>();
    for (RouteDefinition route : model.routes()) {
      String uri = route.getInput().getEndpointUri();
      for (String name : direct(uri)) {
        entrances.add(name);
        once(byName, name, route, "direct:" + name);
      }
      for (String path : paths(uri)) {
        once(byPath, path.replaceAll("\\{[^}]*}", "{}"), route, path);
      }
    }
    for (RouteModel.Step step : model.steps()) {
      for (String name : direct(step.uri())) {
        if (!entrances.contains(name)) {
          errors.add(step.error("there is no route from direct:" + name));
        }
      }
    }
    return errors;
  }

  private void once(
      Map<String, RouteDefinition> all, String key, RouteDefinition route, String text) {
    RouteDefinition other = all.putIfAbsent(key, route);
    if (other != null) {
      errors.add(
          model.error(route, text + " is that of another route, too: " + LoadFailure.file(other)));
    }
  }

  private static List<String> direct(String uri) {
    Matcher direct = DIRECT.matcher(uri);
    return direct.matches() ? List.of(direct.group(1)) : List.of();
  }

  /** The path with each method that it takes. */
  private static List<String> paths(String uri) {
    Matcher http = HTTP.matcher(uri);
    if (!http.matches()) {
      return List.of();
    }
    Matcher methods = METHODS.matcher(http.group(2) == null ? "" : http.group(2));
    List<String> paths = new ArrayList<>();
    for (String method : (methods.find() ? methods.group(1) : "any method of").split(",")) {
      paths.add(method + " /" + http.group(1).replaceFirst("^/+", ""));
    }
    return paths;
  }
}
