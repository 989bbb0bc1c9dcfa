package livekit.routes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers the requests that never reach a route. Vert.x would answer them with an empty body, or
 * with a sentence of its own as text.
 */
final class EdgeProblems {
  private static final String UNREADABLE = "The request cannot be read.";
  private static final String LONG_HEAD = "The head of the request is too large.";

  private final ObjectMapper json = new ObjectMapper();

  /** Has a router answer what its routes do not match, and what fails on the way to them. */
  void answerFor(Router router) {
    router.route().failureHandler(EdgeProblems::leaveWhoHasGone);
    answer(router, 400, "invalid_request", UNREADABLE);
    answer(router, 404, "not_found", "There is nothing at this path.");
    answer(router, 405, "method_not_allowed", "The path does not take this method.");
    answer(router, 413, "request_too_large", "The body is larger than 64 KiB.");
    answer(router, 415, "unsupported_media_type", "The Content-Type must be application/json.");
    // An Expect other than 100-continue.
    answer(router, 417, "invalid_request", UNREADABLE);
    answer(router, 500, "internal_error", "Something went wrong here.");
    answer(router, 503, "overloaded", "The service cannot take the request now.");
  }

  /**
   * The problem of a request that cannot be read, and so has no path to be routed by.
   *
   * @param cause what Netty says of its head; null where it says nothing, and for a body
   */
  static Problem unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Problem(414, "request_too_large", LONG_HEAD, 0);
    } else if (cause instanceof TooLongHttpHeaderException) {
      return new Problem(431, "request_too_large", LONG_HEAD, 0);
    }
    return new Problem(400, "invalid_request", UNREADABLE, 0);
  }

  /** Answers with a problem, where nothing was answered yet. */
  void write(HttpServerResponse response, Problem problem) {
    if (response.ended() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE);
    if (problem.retryAfterSeconds() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()));
    }
    response.end(Buffer.buffer(json(problem)));
  }

  /** The body of the answer. */
  byte[] json(Problem problem) {
    try {
      return json.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Router router, int status, String code, String detail) {
    router.errorHandler(
        status,
        ctx -> {
          if (status == 405) {
            String allowed = allowed(router, ctx.request().path());
            if (allowed.isEmpty()) {
              // A slash at the end, which Vert.x leaves out.
              ctx.fail(404);
              return;
            }
            ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
          }
          write(ctx.response(), new Problem(status, code, detail, status == 503 ? 1 : 0));
        });
  }

  /**
   * RFC 9110, section 15.5.6, wants them in the answer; Vert.x keeps to itself what it has matched.
   */
  private static String allowed(Router router, String path) {
    return routesTo(router, path)
        .filter(route -> route.methods() != null)
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The routes of a path, whatever their method: null is every method. */
  static Stream<Route> routesTo(Router router, String path) {
    return router.getRoutes().stream()
        .filter(route -> route.getPath() != null && leadsTo(route, path));
  }

  private static boolean leadsTo(Route route, String path) {
    if (!route.isExactPath()) {
      return path.startsWith(route.getPath());
    }
    String[] expected = route.getPath().split("/", -1);
    String[] given = path.split("/", route.isExactPath() ? -1 : expected.length);
    int last = expected.length - 1;
    return expected.length == given.length
        && IntStream.range(0, last).allMatch(i -> isAt(expected[i], given[i]))
        && (isAt(expected[last], given[last])
            || !route.isExactPath() && given[last].startsWith(expected[last].replace("*", "")));
  }

  private static boolean isAt(String expected, String given) {
    return expected.startsWith(":") || expected.equals(given);
  }

  /** A connection that ends within a body fails without a status, and nobody reads an answer. */
  private static void leaveWhoHasGone(RoutingContext ctx) {
    if (ctx.statusCode() < 400) {
      ctx.request().connection().close();
    } else {
      ctx.next();
    }
  }
}
