package livekit.routes.flow;

import java.util.regex.Pattern;

/**
 * On which line a step stands. Camel counts from 0, and to where the options of a step begin: on
 * the line after its name or, in braces, on the same one.
 */
final class ModelLines {
  private final RouteFiles files;

  ModelLines(RouteFiles files) {
    this.files = files;
  }

  /**
   * An error at a step.
   *
   * @param location Camel's, of the file; null where it has none
   * @param line Camel's
   * @param name of the step
   */
  RouteError error(String location, int line, String name, String text) {
    String file = location == null ? "" : location.replaceFirst("^file:", "");
    if (line < 1 || name.equals("from")) {
      // Of a from it has the line of the URI, from 1.
      return new RouteError(file, Math.max(0, line), text);
    }
    // Each when is an element of a list, which is what the line above it names.
    boolean above =
        !name.equals("when")
            && Pattern.compile("\\b" + Pattern.quote(name) + ":\\s*(#.*)?$")
                .matcher(files.line(file, line))
                .find();
    return new RouteError(file, above ? line : line + 1, text);
  }
}
