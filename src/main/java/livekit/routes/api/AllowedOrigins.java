package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Lets browsers show the answers to the pages of some origins (CORS, as the Fetch standard has it).
 * A caller of another origin is served all the same, without these headers: what the page may not
 * see is for its browser to hide, and a caller that is no browser has nothing to do with it.
 *
 * <p>Not Vert.x' own handler: that one answers 403 to other origins, and with {@code *} to every
 * origin that is not http or https too.
 */
final class AllowedOrigins implements Handler<RoutingContext> {
  private static final String ANY = "*";

  private final List<String> origins;

  /**
   * @param origins origins in the form that browsers send, or {@code *} alone
   */
  AllowedOrigins(List<String> origins) {
    this.origins = origins;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    MultiMap answer = ctx.response().headers();
    boolean any = origins.contains(ANY);
    if (!any) {
      answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !any && !origins.contains(origin)) {
      ctx.next();
      return;
    }
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, any ? ANY : origin);
    if (request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "DELETE,GET,PATCH,POST");
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization,content-type");
      answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
      ctx.response().setStatusCode(204).end();
    } else {
      answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after,www-authenticate");
      ctx.next();
    }
  }
}
