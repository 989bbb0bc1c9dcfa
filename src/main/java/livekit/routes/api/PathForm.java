package livekit.routes.api;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;

/**
 * The one form that a path has: the one in which a route says it, with any text in the place of a
 * parameter. Vert.x would resolve dots, doubled slashes and percent-encoded letters, so that a
 * proxy or an authentication service that does not sees another path than the one that is served.
 */
final class PathForm {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  // A backslash is a slash to some readers. It may stand in a parameter, percent-encoded.
  private static final Pattern OTHER_FORM =
      Pattern.compile("//|\\\\|/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  private PathForm() {}

  /** Lets a path pass that a route can have: 404 for others, 400 for a broken escape. */
  static void check(RoutingContext ctx) {
    String path = ctx.request().path();
    if (BROKEN_ESCAPE.matcher(path).find()) {
      ctx.fail(400);
    } else if (isOther(path)) {
      ctx.fail(404);
    } else {
      ctx.next();
    }
  }

  /** Whether a path is one that readers may resolve to another one. */
  static boolean isOther(String path) {
    return OTHER_FORM.matcher(path).find();
  }

  /**
   * Has a route match paths as they were sent.
   *
   * @param path the path of the route, as Vert.x writes it
   */
  static Route exact(Route route, String path) {
    route.useNormalizedPath(false);
    return path.endsWith("/") || path.endsWith("*")
        ? route
        : route.handler((PlatformHandler) PathForm::refuseSlashAtTheEnd);
  }

  private static void refuseSlashAtTheEnd(RoutingContext ctx) {
    if (ctx.request().path().endsWith("/")) {
      ctx.fail(404);
    } else {
      ctx.next();
    }
  }
}
