package livekit.routes.api;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness is UP only while the public port takes requests: not before it is open, not while
 * stopping.
 */
public final class HttpEdgeHealthCheck extends AbstractHealthCheck {
  private final HttpEdge http;
  private final BooleanSupplier warm;

  /**
   * @param http the port
   * @param warm whether requests are as fast as they get; those that come before are served too
   */
  public HttpEdgeHealthCheck(HttpEdge http, BooleanSupplier warm) {
    super("livekit-routes", "http");
    this.http = http;
    this.warm = warm;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (http.isOpen() && warm.getAsBoolean()) {
      builder.up();
    } else if (http.isOpen()) {
      builder.message("warming up; requests are served").down();
    } else {
      builder.message("no new requests are served").down();
    }
  }
}
