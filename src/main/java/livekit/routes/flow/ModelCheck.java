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
   * @return what is dangerous, and served all the same
   * @throws RoutesRefusedException something is
   */
  public static List<RouteError> check(CamelContext context, RouteFiles files) {
    RouteModel model = new RouteModel(context, files);
    List<RouteError> errors = new ArrayList<>(IdCheck.errors(files));
    errors.addAll(new LinkCheck(model).errors());
    errors.addAll(new StepCheck(context).errors(model.steps()));
    HttpCallCheck http = new HttpCallCheck(context, model);
    errors.addAll(http.errors());
    if (!errors.isEmpty()) {
      throw new RoutesRefusedException(errors);
    }
    return http.warnings();
  }
}
