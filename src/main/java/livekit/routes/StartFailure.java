package livekit.routes;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.api.PortInUseException;
import livekit.routes.settings.SettingException;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** Says in one line why the start failed, and where: the setting, or the file of the route. */
final class StartFailure {
  private StartFailure() {}

  /**
   * Explains a failed start.
   *
   * @param context the context that did not start, to find the files of its routes; may be null
   */
  static String explain(Throwable failure, CamelContext context) {
    Throwable last = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SettingException || t instanceof PortInUseException) {
        return t.getMessage();
      }
      if (t instanceof FailedToCreateRouteException route && route.getRouteId() != null) {
        return place(route.getRouteId(), context) + ": " + oneLine(cause(route));
      }
      if (t instanceof FailedToStartRouteException route) {
        return place(route.getRouteId(), context) + ": " + oneLine(cause(route));
      }
      if (t instanceof FileSystemException file) {
        return "cannot read " + file.getFile();
      }
      last = t;
    }
    return oneLine(last);
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static String place(String routeId, CamelContext context) {
    return Optional.ofNullable(context)
        .map(c -> c.getCamelContextExtension().getContextPlugin(Model.class))
        .map(model -> model.getRouteDefinition(routeId))
        .map(RouteDefinition::getResource)
        .map(resource -> resource.getLocation())
        .orElse("route " + routeId);
  }

  /**
   * The YAML parser says in further lines where it stopped, and shows the text there, indented by
   * four blanks or more: the place is kept, the text is left out.
   */
  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getName();
    }
    Stream<String> lines = message.lines().filter(line -> !line.startsWith("    "));
    return lines
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "))
        .replaceAll(":$", "");
  }
}
