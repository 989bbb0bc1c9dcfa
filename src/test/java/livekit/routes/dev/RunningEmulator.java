package livekit.routes.dev;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** An emulator on a free port, its contexts, and a client of it. */
final class RunningEmulator implements AutoCloseable {
  private static final String JSON = "application/json";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<CamelContext> contexts = new ArrayList<>();
  private final EmulatedLiveKit liveKit;

  RunningEmulator() throws IOException {
    liveKit = EmulatedLiveKit.start(0, TestTokens.KEY, TestTokens.SECRET);
  }

  /** From now on, the route of the bundle answers, beside an error table that must not reach it. */
  void answerFrom(EmulatedRooms rooms) throws Exception {
    CamelContext context = new DefaultCamelContext();
    context.getRegistry().bind("emulatedRooms", rooms);
    context.addRoutes(errorTable());
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            PluginHelper.getResourceLoader(context)
                .resolveResource("file:routes/dev/emulate-livekit.camel.yaml"));
    answerFrom(context);
  }

  void answerFrom(RoutesBuilder routes) throws Exception {
    CamelContext context = new DefaultCamelContext();
    context.addRoutes(routes);
    answerFrom(context);
  }

  void stopTheFormerContext() {
    contexts.remove(0).stop();
  }

  HttpResponse<String> call(String rpc, String body, String token) throws Exception {
    return send(request(rpc, token, JSON, "POST", body));
  }

  CompletableFuture<HttpResponse<String>> callAsync(String rpc, String body, String token) {
    return client.sendAsync(request(rpc, token, JSON, "POST", body), ofString());
  }

  HttpRequest request(String rpc, String token, String type, String method, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(liveKit.url().resolve(EmulatedTwirp.PATH + rpc))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(liveKit.url().resolve(path)).build());
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, ofString());
  }

  static void assertTwirp(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"msg\":\"");
  }

  @Override
  public void close() {
    liveKit.close();
    contexts.forEach(CamelContext::stop);
  }

  private void answerFrom(CamelContext context) {
    context.start();
    contexts.add(context);
    liveKit.answerFrom(context);
  }

  /** As the bundle's: nameless, for every route of the context. */
  private static RoutesBuilder errorTable() {
    return new RouteConfigurationBuilder() {
      @Override
      public void configuration() {
        routeConfiguration().onException(Exception.class).handled(true).setBody(constant("ours"));
      }
    };
  }
}
