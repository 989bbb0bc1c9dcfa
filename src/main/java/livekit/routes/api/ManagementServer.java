package livekit.routes.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletionException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The management port. Camel's management server puts health and metrics on the server of its port
 * that it finds in the context; the one that it would make itself speaks HTTP/2 too, and takes
 * requests that have two meanings.
 */
public final class ManagementServer extends VertxPlatformHttpServer {
  private static final int IDLE_SECONDS = 75;

  private final String host;
  private final int port;
  private Vertx vertx;
  private HttpServer server;

  /** A server that opens the port when Camel starts it. */
  public ManagementServer(String host, int port) {
    super(configuration(host, port));
    this.host = host;
    this.port = port;
  }

  private static VertxPlatformHttpServerConfiguration configuration(String host, int port) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(host);
    configuration.setBindPort(port);
    return configuration;
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    return server == null ? port : server.actualPort();
  }

  /** One that Camel did not make, and so does not close. */
  @Override
  protected Vertx lookupVertx() {
    if (vertx == null) {
      vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }
    return vertx;
  }

  @Override
  protected void startServer() {
    HttpServerOptions options =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS);
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(RequestGuard.on(options, new EdgeProblems(), opened -> {}))
            .requestHandler(
                VertxPlatformHttpRouter.lookup(
                    getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port)));
    try {
      server.listen(port, host).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new PortInUseException("MANAGEMENT_PORT", host, port);
    }
  }

  @Override
  protected void stopServer() {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      vertx = null;
    }
  }
}
