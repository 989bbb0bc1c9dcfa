package livekit.routes.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** Checks a set of routes that a context has loaded, before it starts. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * Finds what is wrong with any of its steps, all at once.
   *
   * @param context loaded and not started
   * @param files what it has loaded
   * @throws RoutesRefusedException something is
   */
  public static void check(CamelContext context, RouteFiles files) {
    RouteModel model = new RouteModel(context, files);
    List<RouteError> errors = new ArrayList<>(IdCheck.errors(files));
    errors.addAll(new LinkCheck(model).errors());
    errors.addAll(new StepCheck(context).errors(model.steps()));
    if (!errors.isEmpty()) {
      throw new RoutesRefusedException(errors);
    }
  }
}
