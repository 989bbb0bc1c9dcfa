package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.settings.CorsSettings;

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
  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST");
  private static final String ASKED =
      "access-control-request-method,access-control-request-headers";

  private final CorsSettings cors;
  private final Router router;
  private final boolean any;
  private final String exposed;

  /**
   * @param cors whose pages may call, and with what
   * @param router the routes that it stands before
   */
  AllowedOrigins(CorsSettings cors, Router router) {
    this.cors = cors;
    this.router = router;
    this.any = cors.origins().contains(ANY);
    this.exposed =
        Stream.concat(Stream.of("retry-after", "www-authenticate"), cors.exposedHeaders().stream())
            .distinct()
            .collect(Collectors.joining(","));
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    MultiMap answer = ctx.response().headers();
    if (!any) {
      answer.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    // Extensions of Safari have upper-case letters in theirs.
    if (origin == null || !any && !cors.origins().contains(origin.toLowerCase(Locale.ROOT))) {
      ctx.next();
      return;
    }
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, any ? ANY : origin);
    if (cors.credentials()) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    String method = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (method != null && request.method().equals(HttpMethod.OPTIONS)) {
      answer.set(HttpHeaders.VARY, any ? ASKED : "origin," + ASKED);
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods(ctx, method));
      String names = names(request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
      if (!names.isEmpty()) {
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, names);
      }
      answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
      ctx.response().setStatusCode(204).end();
    } else {
      answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
      ctx.next();
    }
  }

  /** Ours, so that a page can read a 404 or 405 too, and those that a team's endpoint takes. */
  private String methods(RoutingContext ctx, String asked) {
    Set<String> methods = new TreeSet<>(METHODS);
    EdgeProblems.routesTo(router, ctx.normalizedPath())
        .forEach(
            route -> {
              if (route.methods() != null) {
                route.methods().forEach(method -> methods.add(method.name()));
              } else if (CorsSettings.isHeaderName(asked)) {
                // Every method; one has the form of a header's name.
                methods.add(asked);
              }
            });
    return String.join(",", methods);
  }

  /**
   * The headers that a page may send. What it asks for is not answered with {@code *}: a browser
   * takes that for a name where there are credentials, and never as {@code Authorization}.
   */
  private String names(String asked) {
    if (!cors.allowedHeaders().isEmpty()) {
      return String.join(",", cors.allowedHeaders());
    }
    if (asked == null) {
      return "";
    }
    List<String> names = Arrays.stream(asked.split(",", -1)).map(String::strip).toList();
    return names.stream().allMatch(CorsSettings::isHeaderName) ? String.join(",", names) : "";
  }
}
