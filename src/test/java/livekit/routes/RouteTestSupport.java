package livekit.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import livekit.routes.settings.Settings;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.TokenRequest;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.test.main.junit5.Configure;

/**
 * What a test of routes extends, beside the annotation {@code @CamelMainTest}, whose attributes are
 * all free for the test. It starts every route in the dev profile, with the tenants acme and
 * globex, whatever LiveKit the environment names. No port is open: a route that answers HTTP, such
 * as {@code issue-token}, listens at {@code direct:issue-token}, and LiveKit is {@code
 * mock:livekit}, or {@code mock:livekit-again} for the second attempt of a call.
 *
 * <p>The routes are those of {@code routes/}, or of {@code -Droutes.directory}. With the property
 * {@code ROUTES_EXTRA=<directory>}, the files there are added, or stand in for those of the same
 * name, as they do when the service runs.
 */
public abstract class RouteTestSupport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> SECRETS =
      Map.of(
          "LIVEKIT_API_KEY", "test-key",
          "LIVEKIT_API_SECRET", "test-secret-of-at-least-32-bytes");

  private CamelContext context;

  @Configure
  void startTheGateway(MainConfigurationProperties main) {
    main.withProfile("dev").withRoutesCollectorEnabled(false).addConfiguration(new Stage());
  }

  /** The context that the routes run in. */
  protected final CamelContext context() {
    return context;
  }

  /** The mock endpoint of this name, such as {@code livekit} or {@code direct:claim-room}. */
  protected final MockEndpoint mock(String name) {
    return context.getEndpoint("mock:" + name, MockEndpoint.class);
  }

  /**
   * Asks for a token, as Ada.
   *
   * @param secret the tenant's, for {@code Authorization: Bearer}; null for an anonymous caller
   */
  protected final Answer askForToken(String secret, String room) {
    String json =
        JSON.createObjectNode()
            .put("room_name", room)
            .put("participant_name", "Ada")
            .put("participant_identity", "ada")
            .toString();
    return Answer.of(
        send(
            "issue-token",
            exchange -> {
              exchange.getMessage().setBody(json);
              if (secret != null) {
                exchange.getMessage().setHeader("Authorization", "Bearer " + secret);
              }
            }));
  }

  /** Sends an exchange to {@code direct:<route>} and returns it as the route left it. */
  protected final Exchange send(String route, Processor given) {
    return context.createFluentProducerTemplate().to("direct:" + route).withProcessor(given).send();
  }

  /** What the routes after {@code authenticate-caller} find: a request of this tenant. */
  protected static Processor tenantAsks(String tenant, String room) {
    return exchange -> {
      exchange.setVariable("tenant", new Tenant(tenant));
      exchange.setVariable("request", new TokenRequest(room, "Ada", "ada", null, null, null));
      exchange.setVariable("agents", List.of());
    };
  }

  /**
   * What LiveKit answers: {@code mock("livekit").whenAnyExchangeReceived(answers(200, "{}"))}. A
   * list of rooms is told in JSON too; the route is handed the protobuf of it.
   */
  protected static Processor answers(int status, String json) {
    boolean list = status == 200 && json.startsWith("{\"rooms\":[");
    Object body = list ? ProtobufRooms.list(json) : json;
    return exchange -> {
      exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
      exchange.getMessage().setBody(body);
    };
  }

  /** What is around the routes while they are tested. */
  private final class Stage extends LifecycleStrategySupport implements CamelConfiguration {
    private Services services;

    @Override
    public void configure(CamelContext starting) throws Exception {
      context = starting;
      context.getPropertiesComponent().addOverrideProperty("LIVEKIT_URL", "wss://livekit.example");
      Settings settings = Gateway.read(context, SECRETS, "dev");
      services = Services.unopened(settings);
      services.bindTo(context);
      services.http().connect(context);
      Gateway.directories(context, settings).read().loadInto(context);
      context.addLifecycleStrategy(this);
    }

    @Override
    public void onContextStopped(CamelContext stopped) {
      services.close();
    }

    /** Where the flow meets HTTP, it meets the test. All routes are read, and none is made yet. */
    @Override
    public void onContextInitializing(CamelContext initializing) {
      try {
        for (String route : answeringHttp()) {
          AdviceWith.adviceWith(
              context, route, advice -> advice.replaceFromWith("direct:" + route));
        }
        AdviceWith.adviceWith(context, "call-livekit", Stage::mockLiveKit);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private List<String> answeringHttp() {
      return ((ModelCamelContext) context)
          .getRouteDefinitions().stream()
              .filter(route -> route.getInput().getEndpointUri().startsWith("platform-http:"))
              .map(RouteDefinition::getRouteId)
              .toList();
    }

    private static void mockLiveKit(AdviceWithRouteBuilder route) {
      route.weaveById("post-to-livekit-once").replace().to("mock:livekit");
      route.weaveById("post-to-livekit").replace().to("mock:livekit");
      route.weaveById("post-to-livekit-on-a-new-connection").replace().to("mock:livekit-again");
    }
  }
}
