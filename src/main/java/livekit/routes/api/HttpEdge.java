package livekit.routes.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import livekit.routes.settings.HttpSettings;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The public HTTP port. It outlives the routes behind it: each set of routes (a CamelContext) gets
 * {@link EdgeRoutes} of its own, and {@link #serve} says which ones answer from now on.
 *
 * <p>What never reaches a route ({@link EdgeProblems}) is answered here, and CORS ({@link
 * AllowedOrigins}) comes before it, so that a browser can read those answers too.
 */
public final class HttpEdge implements AutoCloseable {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BODY = 64 * 1024;

  /** The media type of LiveKit's webhooks. */
  static final String WEBHOOK = "application/webhook+json";

  /**
   * The largest body of that type, in bytes: an event has a room's metadata and a participant's in
   * it, which LiveKit bounds to 512 KiB each, and JSON writes some characters as two.
   */
  static final int MAX_WEBHOOK = 2 * 1024 * 1024;

  /** The media type that a request without a body has on its way to a route. */
  static final String NO_BODY = "application/x-empty";

  private static final int MAX_UNDER_WAY = 1024;
  // All of them with bodies of 64 KiB, or 32 webhooks.
  private static final long MAX_BYTES_UNDER_WAY = 64 * 1024 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int IDLE_SECONDS = 75;
  // Camel finds a router by the port in its name. No port has this number, so it is never the
  // management port's router, not even where both ports are 0.
  private static final int ROUTER = 65536;

  private final HttpSettings settings;
  private final EdgeProblems problems = new EdgeProblems();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Workers workers = new Workers();
  private final Uploads uploads = new Uploads();
  private final HttpServer server;
  private final UnreadAnswers unreadAnswers = new UnreadAnswers();
  private final OpenConnections connections = new OpenConnections(OpenConnections.Bounds.DEFAULT);
  private final RequestLimit limit =
      new RequestLimit(MAX_UNDER_WAY, MAX_BYTES_UNDER_WAY, this::refuseOverload);
  private final Predicate<String> webhooks;
  private volatile EdgeRoutes serving;
  private volatile boolean open;
  private volatile boolean stopping;

  /**
   * A port that is not open yet.
   *
   * @param webhooks whether {@code Authorization}, which may be null, is LiveKit's: only then a
   *     large body is read
   */
  public HttpEdge(HttpSettings settings, Predicate<String> webhooks) {
    this.settings = settings;
    this.webhooks = webhooks;
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADERS)
            // A field is bounded by the body that it is in.
            .setMaxFormAttributeSize(-1)
            // Nobody needs it without TLS, and closing one request would end its siblings.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    this.server =
        vertx
            .createHttpServer(options)
            // Vert.x has no other way to what its connections hold than their channels.
            .connectionHandler(
                RequestGuard.on(
                    options,
                    problems,
                    opened -> connections.opened(((ConnectionBase) opened).channel())))
            .requestHandler(this::handle);
  }

  /** The threads that requests run on. */
  public Executor workers() {
    return workers;
  }

  /** What tenants have not read yet of the answers on this port. */
  public UnreadAnswers unreadAnswers() {
    return unreadAnswers;
  }

  /** Makes the platform-http consumers of a context register with a router of their own. */
  public EdgeRoutes connect(CamelContext context) {
    EdgeRoutes routes = newRoutes();
    Router router = routes.router();
    problems.answerFor(router);
    router.route().handler(PathForm::check);

    String name = VertxPlatformHttpRouter.getRouterNameFromPort(ROUTER);
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindPort(ROUTER);
    // Camel wants a server to belong to the router; this one never starts.
    VertxPlatformHttpServer unused = new VertxPlatformHttpServer(configuration);
    context.getRegistry().bind("http-edge", configuration);
    context.getRegistry().bind(name, new EdgeRouter(unused, vertx, router, name));
    VertxPlatformHttpEngine engine = new EdgeEngine();
    engine.setHandlers(List.of(Uploads::check, this::refuseWhileStopping, limit));
    context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
    return routes;
  }

  /** Hands every request from now on to these; those under way stay where they are. */
  public void serve(EdgeRoutes routes) {
    serving = routes;
  }

  /**
   * Opens the port.
   *
   * @throws PortInUseException when it cannot be opened
   */
  public void open() {
    try {
      server
          .listen(settings.port(), settings.host())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new PortInUseException("HTTP_PORT", settings.host(), settings.port());
    }
    open = true;
  }

  /** Whether new requests are served: from the opening of the port until {@link #drain}. */
  public boolean isOpen() {
    return open;
  }

  /** The port that is open: another than the settings' where that is 0. */
  public int port() {
    return server.actualPort();
  }

  /** Answers 503 to every new request; those under way finish. */
  public void drain() {
    open = false;
    stopping = true;
    EdgeRoutes draining = newRoutes();
    draining.router().route().handler(this::refuseWhileStopping);
    serving = draining;
  }

  /** Camel would answer a request whose body comes while it stops, and say nothing. */
  private void refuseWhileStopping(RoutingContext ctx) {
    if (stopping) {
      ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      problems.write(ctx.response(), new Problem(503, "overloaded", "The service is stopping.", 1));
    } else {
      ctx.next();
    }
  }

  private void refuseOverload(RoutingContext ctx) {
    problems.write(
        ctx.response(), new Problem(503, "overloaded", "Too many requests are under way.", 1));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    workers.shutdown();
    uploads.close();
  }

  private void handle(HttpServerRequest request) {
    normalize(request);
    enter().router().handle(request);
  }

  private EdgeRoutes enter() {
    while (true) {
      EdgeRoutes routes = serving;
      routes.enter();
      if (routes == serving) {
        return routes;
      }
      // Switched meanwhile: whoever waits for them to be idle may have seen that already.
      routes.leave();
    }
  }

  private EdgeRoutes newRoutes() {
    EdgeRoutes routes = new EdgeRoutes(Router.router(vertx));
    Router router = routes.router();
    // Every answer holds a token or is about one caller. Camel would filter this header out.
    router
        .route()
        .handler(
            ctx -> {
              ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
              ctx.next();
            });
    if (!settings.cors().origins().isEmpty()) {
      router.route().handler(new AllowedOrigins(settings.cors(), router));
    }
    return routes;
  }

  /**
   * Lets media types be written in any case, and with blanks before a parameter (RFC 9110, section
   * 8.3.1); the router compares texts. A request without a body needs no media type (section 8.3);
   * it gets {@value #NO_BODY}, for routes that say they consume that.
   */
  private static void normalize(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null) {
      int end = type.indexOf(';') < 0 ? type.length() : type.indexOf(';');
      String normal = type.substring(0, end).strip().toLowerCase(Locale.ROOT) + type.substring(end);
      if (!normal.equals(type)) {
        request.headers().set(HttpHeaders.CONTENT_TYPE, normal);
      }
    } else if (hasNoBody(request)) {
      request.headers().set(HttpHeaders.CONTENT_TYPE, NO_BODY);
    }
  }

  /** RFC 9112, section 6.3. */
  private static boolean hasNoBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        && (length == null || length.equals("0"));
  }

  /** A router that knows one form of a path, and whose bodies are bounded. */
  private final class EdgeRouter extends VertxPlatformHttpRouter {
    EdgeRouter(VertxPlatformHttpServer server, Vertx vertx, Router router, String name) {
      super(server, vertx, router, name);
    }

    @Override
    public Route route(String path) {
      return PathForm.exact(super.route(path), path);
    }

    @Override
    public Handler<RoutingContext> bodyHandler() {
      Handler<RoutingContext> body = uploads.reader(MAX_BODY);
      Handler<RoutingContext> webhook = uploads.reader(MAX_WEBHOOK);
      return ctx -> {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        // A caller that cannot sign as LiveKit does gets the small bound. A media type that cannot
        // be a webhook's is not parsed for it.
        if (type != null
            && type.startsWith(WEBHOOK)
            && WEBHOOK.equals(ctx.parsedHeaders().contentType().value())
            && webhooks.test(ctx.request().getHeader(HttpHeaders.AUTHORIZATION))) {
          webhook.handle(ctx);
        } else {
          body.handle(ctx);
        }
      };
    }
  }

  /** Makes the consumers of a context, each with a last resort behind its route. */
  private final class EdgeEngine extends VertxPlatformHttpEngine {
    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
      return new EdgeConsumer(
          endpoint,
          new LastResort(route, problems),
          getHandlers(),
          VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()),
          workers,
          unreadAnswers,
          HttpEdge.this::refuseOverload);
    }
  }
}
