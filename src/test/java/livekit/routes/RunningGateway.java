package livekit.routes;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.api.HttpEdge;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;

/** The whole gateway in this process, on a free port of the loopback interface. */
public final class RunningGateway implements AutoCloseable {
  private final Main main = new Main();
  private final Gateway gateway;

  private RunningGateway(Map<String, String> settings, Map<String, Object> beans) {
    main.addOverrideProperty("HTTP_HOST", "127.0.0.1");
    main.addOverrideProperty("HTTP_PORT", "0");
    main.addOverrideProperty("camel.management.enabled", "false");
    main.addOverrideProperty("WARM_UP_REQUESTS", "0");
    // Else it would be one more call to the LiveKit of each test.
    main.addOverrideProperty("livekit.credentials-pause", "0");
    settings.forEach(main::addOverrideProperty);
    gateway = new Gateway(settings, beans);
    gateway.attachTo(main);
    try {
      main.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a gateway; the settings stand for the environment. */
  public static RunningGateway with(Map<String, String> settings) {
    return new RunningGateway(settings, Map.of());
  }

  /** Starts a gateway with another bean in place of the one that the routes know by this name. */
  public static RunningGateway replacing(Map<String, String> settings, String name, Object bean) {
    return new RunningGateway(settings, Map.of(name, bean));
  }

  /** Starts a gateway with more beans than those that the routes know, or others of their names. */
  public static RunningGateway replacing(Map<String, String> settings, Map<String, Object> beans) {
    return new RunningGateway(settings, beans);
  }

  /** Starts a gateway with more settings than these; null takes one away. */
  public static RunningGateway with(Map<String, String> settings, String... more) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1] == null) {
        all.remove(more[i]);
      } else {
        all.put(more[i], more[i + 1]);
      }
    }
    return new RunningGateway(all, Map.of());
  }

  /** The context of the routes that serve. */
  public CamelContext context() {
    return gateway.sets().context();
  }

  /** The context of the process, which has health and metrics. */
  CamelContext host() {
    return main.getCamelContext();
  }

  /** The sets of routes. */
  RouteSets sets() {
    return gateway.sets();
  }

  /** Where the gateway listens. */
  public String url(String path) {
    HttpEdge edge = context().getRegistry().lookupByNameAndType("httpEdge", HttpEdge.class);
    return "http://127.0.0.1:" + edge.port() + path;
  }

  /** Where health and metrics are, with the setting {@code camel.management.enabled=true}. */
  String managementUrl(String path) {
    int port = host().hasService(VertxPlatformHttpServer.class).getServer().actualPort();
    return "http://127.0.0.1:" + port + path;
  }

  /** POST /livekit/token; {@code authorization} may be null. */
  public HttpResponse<String> token(String authorization, String json) {
    return Http.post(url("/livekit/token"), authorization, json);
  }

  /** POST /livekit/token of a good body, with a query and any number of Authorization headers. */
  public HttpResponse<String> tokenWith(String query, String... authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url("/livekit/token") + query))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TokenBody.body("")));
    for (String value : authorization) {
      request.header("Authorization", value);
    }
    return Http.send(request);
  }

  @Override
  public void close() {
    main.stop();
  }
}
