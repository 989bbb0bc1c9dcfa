package livekit.routes.kamelet;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A camel-main application that has our jar and nothing else of ours: no Gateway, no bean of it,
 * and none of its settings.
 */
public final class PlainApplication implements AutoCloseable {
  private final Main main = new Main();
  private ProducerTemplate template;

  private PlainApplication() {
    // The tests have config/ on their class path.
    main.setDefaultPropertyPlaceholderLocation("false");
    main.configure().setShutdownTimeout(5);
  }

  /** An application with these routes, in YAML. */
  public static PlainApplication with(String routes) throws Exception {
    return with(routes, Map.of());
  }

  /** An application with these routes and these beans that serves HTTP on a port of 127.0.0.1. */
  public static PlainApplication serving(int port, String routes, Map<String, Object> beans)
      throws Exception {
    PlainApplication application = new PlainApplication();
    application.main.addInitialProperty("camel.server.enabled", "true");
    application.main.addInitialProperty("camel.server.host", "127.0.0.1");
    application.main.addInitialProperty("camel.server.port", String.valueOf(port));
    return application.start(routes, beans);
  }

  /** An application with these routes and these beans. */
  public static PlainApplication with(String routes, Map<String, Object> beans) throws Exception {
    return new PlainApplication().start(routes, beans);
  }

  private PlainApplication start(String routes, Map<String, Object> beans) throws Exception {
    try {
      beans.forEach(main::bind);
      main.start();
      CamelContext context = main.getCamelContext();
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.fromBytes(
                  "plain.camel.yaml", routes.getBytes(StandardCharsets.UTF_8)));
      template = context.createProducerTemplate();
      return this;
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** A route that is this one Kamelet, at {@code direct:call}. */
  public static String route(String kamelet, Map<String, String> parameters) {
    return route("direct:call", kamelet, parameters);
  }

  /** A route that is this one Kamelet. */
  public static String route(String from, String kamelet, Map<String, String> parameters) {
    StringBuilder yaml =
        new StringBuilder(
            """
            - route:
                id: %1$s
                from:
                  uri: %1$s
                  steps:
                    - to:
                        uri: kamelet:%2$s
                        parameters:%3$s
            """
                .formatted(from, kamelet, parameters.isEmpty() ? " {}" : ""));
    parameters.forEach(
        (name, value) ->
            yaml.append("              ")
                .append(name)
                .append(": '")
                .append(value.replace("'", "''"))
                .append("'\n"));
    return yaml.toString();
  }

  /** Sends a body and gives back what became of it; a failure is in the exchange. */
  public Exchange send(Object body) {
    return send(body, Map.of(), Map.of());
  }

  /** Sends a body with headers and variables. */
  public Exchange send(Object body, Map<String, Object> headers, Map<String, Object> variables) {
    return send("direct:call", body, headers, variables);
  }

  /** Sends a body to another endpoint than {@code direct:call}. */
  public Exchange sendTo(String endpoint, Object body) {
    return send(endpoint, body, Map.of(), Map.of());
  }

  /** Sends a body with headers and variables to an endpoint. */
  public Exchange send(
      String endpoint, Object body, Map<String, Object> headers, Map<String, Object> variables) {
    return template.send(
        endpoint,
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(body);
          exchange.getMessage().setHeaders(new HashMap<>(headers));
          variables.forEach(exchange::setVariable);
        });
  }

  /** Its context. */
  public CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
