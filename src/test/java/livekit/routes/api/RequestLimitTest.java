package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<RoutingContext> held = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private HttpServer server;

  @BeforeEach
  void listen() {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(new RequestLimit(2, 1000, ctx -> ctx.response().setStatusCode(503).end()));
    router.route().handler(held::add);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void refusesAtOnceWhatIsBeyondTheLimit() {
    send();
    send();
    await().until(() -> held.size() == 2);

    assertThat(send().join().statusCode()).isEqualTo(503);
    assertThat(held).hasSize(2);
  }

  @Test
  void givesThePlaceOfAnAnsweredRequestToTheNext() {
    CompletableFuture<HttpResponse<String>> first = send();
    await().until(() -> held.size() == 1);
    send();
    await().until(() -> held.size() == 2);
    held.get(0).end("done");
    assertThat(first.join().statusCode()).isEqualTo(200);

    send();
    await().until(() -> held.size() == 3);
  }

  @Test
  void givesThePlaceOfALostConnectionToTheNext() {
    send();
    send();
    await().until(() -> held.size() == 2);
    held.forEach(ctx -> ctx.request().connection().close());

    await()
        .untilAsserted(
            () -> {
              send();
              assertThat(held).hasSizeGreaterThan(2);
            });
  }

  @Test
  void keepsThePlaceOfALostConnectionWhoseRouteStillRuns() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    send();
    await().until(() -> held.size() == 1);
    RequestLimit.start(held.get(0), exchange);
    held.get(0).request().connection().close();
    send();
    await().until(() -> held.size() == 2);
    assertThat(send().join().statusCode()).isEqualTo(503);

    RequestLimit.end(exchange);
    send();
    await().until(() -> held.size() == 3);
  }

  private CompletableFuture<HttpResponse<String>> send() {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort());
    // A GET whose connection is lost would be sent once more, and take a place that nobody counts
    // on.
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }
}
