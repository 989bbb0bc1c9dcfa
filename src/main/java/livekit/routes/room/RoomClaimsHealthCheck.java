package livekit.routes.room;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness is DOWN while rooms cannot be claimed, since every tenant would get 503. */
public final class RoomClaimsHealthCheck extends AbstractHealthCheck {
  private final RoomClaims claims;

  /**
   * @param claims the store that is asked
   */
  public RoomClaimsHealthCheck(RoomClaims claims) {
    super("livekit-routes", "room-claims");
    this.claims = claims;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (claims.isUp()) {
      builder.up();
    } else {
      builder.message("the store of room claims does not answer").down();
    }
  }
}
