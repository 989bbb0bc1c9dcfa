package livekit.routes.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Draws routes as a flowchart in Mermaid, from Camel's model of them: where each is entered from
 * outside, which calls which, and where it leaves. The error table, which holds for every route, is
 * drawn with dots. URIs are drawn as they are written, without their options.
 */
public final class Diagram {
  private final List<String> lines = new ArrayList<>(List.of("flowchart LR"));
  private final Set<String> drawn = new LinkedHashSet<>();

  private Diagram() {}

  /**
   * Draws the routes of a context.
   *
   * @param context loaded and not started
   * @param files what it has loaded
   * @return lines without one at the end
   */
  public static String of(CamelContext context, RouteFiles files) {
    RouteModel model = new RouteModel(context, files);
    Diagram diagram = new Diagram();
    Set<String> routes = new LinkedHashSet<>();
    for (RouteDefinition route : model.routes()) {
      routes.add(route.getRouteId());
      diagram.entrance(route.getInput().getEndpointUri(), route.getRouteId());
    }
    for (RouteModel.Step step : model.steps()) {
      String arrow = routes.contains(step.owner()) ? " --> " : " -.-> ";
      diagram.exit(step.owner(), arrow, step.uri());
    }
    return String.join("\n", diagram.lines);
  }

  private void entrance(String uri, String route) {
    if (!uri.startsWith("direct:")) {
      draw(node(uri) + " --> " + route);
    }
  }

  private void exit(String route, String arrow, String uri) {
    if (uri.startsWith("direct:")) {
      draw(route + arrow + name(uri).substring("direct:".length()));
    } else if (!uri.isEmpty() && !uri.startsWith("log:") && !uri.startsWith("bean")) {
      draw(route + arrow + node(uri));
    }
  }

  private void draw(String line) {
    if (drawn.add(line)) {
      lines.add("  " + line);
    }
  }

  /** Something outside, with its name as Mermaid takes it. */
  private static String node(String uri) {
    String name = name(uri).replace("platform-http:", "").replaceAll("[{}\"]", "");
    String id = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return id + "([\"" + name + "\"])";
  }

  private static String name(String uri) {
    return uri.replaceFirst("\\?.*", "").replaceFirst("^direct:/+", "direct:");
  }
}
