package livekit.routes.api;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness is DOWN, and says why, while no LiveKit is configured or LiveKit rejects our key. One
 * that cannot be reached changes nothing.
 */
public final class LiveKitHealthCheck extends AbstractHealthCheck {
  private final String missing;
  private final BooleanSupplier rejected;

  /**
   * @param missing what is not set, for an operator; empty where LiveKit is configured
   * @param rejected whether LiveKit rejects our key; asked at each probe
   */
  public LiveKitHealthCheck(String missing, BooleanSupplier rejected) {
    super("livekit-routes", "livekit");
    this.missing = missing;
    this.rejected = rejected;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (!missing.isEmpty()) {
      builder.message(missing).down();
    } else if (rejected.getAsBoolean()) {
      builder.message("LiveKit rejects LIVEKIT_API_KEY and LIVEKIT_API_SECRET").down();
    } else {
      builder.up();
    }
  }
}
