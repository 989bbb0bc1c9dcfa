package livekit.routes.api;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness is DOWN, with what is missing, while no LiveKit is configured. */
public final class LiveKitHealthCheck extends AbstractHealthCheck {
  private final String missing;

  /**
   * @param missing what is not set, for an operator; empty where LiveKit is configured
   */
  public LiveKitHealthCheck(String missing) {
    super("livekit-routes", "livekit");
    this.missing = missing;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (missing.isEmpty()) {
      builder.up();
    } else {
      builder.message(missing).down();
    }
  }
}
