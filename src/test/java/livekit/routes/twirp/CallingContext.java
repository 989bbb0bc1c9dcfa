package livekit.routes.twirp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Calls a server as {@code call-livekit} does: through camel-http, with the same options. */
final class CallingContext implements AutoCloseable {
  static final int MAX_ANSWER_BYTES = 10_000;
  static final Duration HASTY_CONNECT = Duration.ofMillis(200);
  static final Duration HASTY_RESPONSE = Duration.ofMillis(300);

  /** A hasty call's end at the latest, on a machine that is busy. */
  static final Duration SOON = Duration.ofSeconds(3);

  private static final String OPTIONS =
      "?httpMethod=POST&httpClientConfigurer=#livekitHttpClient&throwExceptionOnFailure=false"
          + "&skipResponseHeaders=true&copyHeaders=false";

  private final LiveKitHttpClientConfigurer configurer;
  private final CamelContext context = new DefaultCamelContext();
  private final ProducerTemplate template;

  private CallingContext(
      String url, int connections, SSLContextParameters tls, Duration connect, Duration response)
      throws Exception {
    configurer = new LiveKitHttpClientConfigurer(connect, response, MAX_ANSWER_BYTES);
    context.getRegistry().bind("livekitHttpClient", configurer);
    context.getComponent("https", HttpComponent.class).setSslContextParameters(tls);
    String uri = url + OPTIONS + "&connectionsPerRoute=" + connections;
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:call").to(uri);
            from("direct:call-afresh").to(uri + "&connectionClose=true");
            from("direct:stream")
                .streamCache("false")
                .setHeader("Content-Type", constant("application/protobuf"))
                .to(uri + "&disableStreamCache=true")
                .process(CallingContext::readSome);
          }
        });
    context.start();
    template = context.createProducerTemplate();
  }

  /** With time enough for a machine that does other things too. */
  static CallingContext patient(String url, int connections, SSLContextParameters tls)
      throws Exception {
    return new CallingContext(
        url, connections, tls, Duration.ofSeconds(1), Duration.ofMillis(1500));
  }

  /** The same, over HTTP or with the trust that the JDK has. */
  static CallingContext patient(String url, int connections) throws Exception {
    return patient(url, connections, null);
  }

  /** For tests that wait for the ends of these times; one connection. */
  static CallingContext hasty(String url, SSLContextParameters tls) throws Exception {
    return new CallingContext(url, 1, tls, HASTY_CONNECT, HASTY_RESPONSE);
  }

  /** Calls on a connection of the pool. */
  Outcome call() {
    return send("direct:call");
  }

  /** Calls on a connection that is opened for it. */
  Outcome callAfresh() {
    return send("direct:call-afresh");
  }

  /**
   * Asks for protobuf, which is handed on as a stream, and reads so many bytes of it at most. No
   * step closes it.
   */
  Outcome stream(int bytes) {
    return send("direct:stream", bytes);
  }

  private static void readSome(Exchange exchange) throws IOException {
    InputStream body = (InputStream) exchange.getMessage().getBody();
    exchange.getMessage().setBody(body.readNBytes(exchange.getVariable("bytes", Integer.class)));
  }

  private Outcome send(String route) {
    return send(route, 0);
  }

  private Outcome send(String route, int bytes) {
    long start = System.nanoTime();
    Exchange done =
        template.request(
            route,
            exchange -> {
              exchange.setVariable("bytes", bytes);
              exchange.getMessage().setBody("{\"names\":[\"r\"]}");
              exchange.getMessage().setHeader(Exchange.HTTP_PATH, "twirp/livekit.RoomService/X");
              exchange.getMessage().setHeader("Authorization", "Bearer ours");
            });
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Outcome(
        done.getException(),
        done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
        done.getMessage().getBody(String.class),
        done.getMessage().getHeaders(),
        took);
  }

  /** The beans outlive the routes, as in the program. */
  @Override
  public void close() {
    context.stop();
    configurer.close();
  }

  /** How a call ended. Either there is a failure, or the others hold. */
  record Outcome(
      Exception failure, Integer status, String body, Map<String, Object> headers, Duration took) {}
}
