package livekit.routes.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** Finds the file and the line of a route that a context could not load or start. */
public final class LoadFailure {
  // What Camel's YAML reader says of where it stopped.
  private static final Pattern PLACE =
      Pattern.compile("(?s)(.*?) in file:(.*?), line (\\d+), column \\d+.*");

  private LoadFailure() {}

  /**
   * What to throw for it.
   *
   * @param context the context that did not start
   * @param files what it has loaded
   */
  public static RoutesRefusedException refusal(
      Throwable failure, CamelContext context, RouteFiles files) {
    List<RouteError> errors = new ArrayList<>();
    for (RouteError error : refusal(failure, context).errors()) {
      String text = Placeholders.hide(context, files.text(), error.text());
      errors.add(new RouteError(error.file(), error.line(), text));
    }
    return new RoutesRefusedException(errors);
  }

  /** What to throw where no context was made. */
  public static RoutesRefusedException refusal(Throwable failure) {
    return refusal(failure, null);
  }

  private static RoutesRefusedException refusal(Throwable failure, CamelContext context) {
    Throwable last = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RoutesRefusedException refused) {
        return refused;
      }
      if (t instanceof FailedToCreateRouteException route && route.getRouteId() != null) {
        return refused(place(route.getRouteId(), cause(t), context));
      }
      if (t instanceof FailedToStartRouteException route) {
        return refused(place(route.getRouteId(), cause(t), context));
      }
      last = t;
    }
    Matcher placed = PLACE.matcher(text(last));
    return refused(
        placed.matches()
            ? new RouteError(placed.group(2), Integer.parseInt(placed.group(3)), placed.group(1))
            : new RouteError("", 0, text(last)));
  }

  private static RoutesRefusedException refused(RouteError error) {
    return new RoutesRefusedException(List.of(error));
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static RouteError place(String routeId, Throwable cause, CamelContext context) {
    Optional<RouteDefinition> route =
        Optional.ofNullable(context)
            .map(c -> c.getCamelContextExtension().getContextPlugin(Model.class))
            .map(model -> model.getRouteDefinition(routeId));
    String text = "route " + routeId + ": " + text(cause);
    return route
        .filter(r -> r.getResource() != null)
        .map(r -> new RouteError(file(r), Math.max(0, r.getInput().getLineNumber()), text))
        .orElseGet(() -> new RouteError("", 0, text));
  }

  static String file(RouteDefinition route) {
    return file(route.getResource().getLocation());
  }

  static String file(String location) {
    return location == null ? "" : location.replaceFirst("^file:", "");
  }

  /**
   * The YAML parser says in further lines where it stopped, and shows the text there, indented by
   * four blanks or more: the place is kept, the text is left out.
   */
  static String text(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getName();
    }
    return message
        .lines()
        .filter(line -> !line.startsWith("    "))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "))
        .replaceAll(":$", "");
  }
}
