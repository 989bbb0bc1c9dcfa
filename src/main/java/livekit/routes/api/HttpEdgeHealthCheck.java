package livekit.routes.api;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness is UP only while the public port takes requests: not before it is open, not while
 * stopping.
 */
public final class HttpEdgeHealthCheck extends AbstractHealthCheck {
  private final HttpEdge http;

  /** The check of one context; the port outlives it. */
  public HttpEdgeHealthCheck(HttpEdge http) {
    super("livekit-routes", "http");
    this.http = http;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (http.isOpen()) {
      builder.up();
    } else {
      builder.message("no new requests are served").down();
    }
  }
}
