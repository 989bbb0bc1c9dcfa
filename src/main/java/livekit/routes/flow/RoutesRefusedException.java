package livekit.routes.flow;

import java.util.List;

/** A set of routes that cannot be served. Its message has a line for each error. */
public final class RoutesRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RouteError> errors;

  /**
   * @param errors at least one
   */
  public RoutesRefusedException(List<RouteError> errors) {
    super(
        errors.stream()
            .sorted()
            .distinct()
            .map(RouteError::toString)
            .reduce((first, second) -> first + "\n" + second)
            .orElseThrow(),
        null,
        false,
        false);
    this.errors = errors.stream().sorted().distinct().toList();
  }

  /** By file and line. */
  public List<RouteError> errors() {
    return errors;
  }
}
