package livekit.routes;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says which version of the routes serves, and why a newer one does not: that is no reason to be
 * DOWN. What Camel finds wrong in the set that serves, is.
 */
final class RoutesHealthCheck extends AbstractHealthCheck {
  private final RouteSets sets;

  RoutesHealthCheck(RouteSets sets) {
    super("livekit-routes", "routes");
    this.sets = sets;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (!sets.started()) {
      builder.message("no routes are served yet").down();
      return;
    }
    for (HealthCheck.Result result : HealthCheckHelper.invokeReadiness(sets.context())) {
      if (result.getState() == HealthCheck.State.DOWN) {
        builder.message(result.getMessage().orElse(result.getCheck().getId())).down();
        return;
      }
    }
    builder.message(sets.state()).up();
  }
}
