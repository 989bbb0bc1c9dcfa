package livekit.routes;

import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import livekit.routes.dev.EmulatedLiveKit;
import livekit.routes.dev.EmulatedRooms;
import livekit.routes.kamelet.PlainApplication;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** livekit-rpc-action in a route of this gateway, and against the emulator of the dev profile. */
class KameletEdgeTest {
  private static final String ROUTE =
      PlainApplication.route(
          "livekit-rpc-action", Map.of("service", "RoomService", "method", "ListRooms"));

  @TempDir private Path extra;

  @Test
  void callsTheLiveKitOfTheGatewayWithoutAParameterForIt() throws Exception {
    try (FaultyLiveKit livekit = new FaultyLiveKit();
        RunningGateway gateway = gateway(livekit)) {
      livekit.has("lobby", "{}");
      Exchange done = call(gateway.context(), "{\"names\":[\"lobby\"]}");

      assertThat(done.getMessage().getBody(String.class)).contains("\"name\":\"lobby\"");
      assertThat(livekit.server().requests().get(0).head()).contains("Authorization: Bearer ");
    }
  }

  @Test
  void answersAProblemThatHasNothingOfLiveKitsWords() throws Exception {
    try (FaultyLiveKit livekit = new FaultyLiveKit();
        RunningGateway gateway = gateway(livekit);
        CapturedLog log = new CapturedLog()) {
      livekit.will(answer(500, "{\"code\":\"internal\",\"msg\":\"words-of-livekit\"}"));
      String answer = call(gateway.context(), "{}").getMessage().getBody(String.class);

      assertThat(answer).contains("livekit_failed").doesNotContain("words-of-livekit");
      assertThat(log.of(Level.INFO, "").toString())
          .contains("LiveKit answered internal (500)")
          .doesNotContain("words-of-livekit");
    }
  }

  @Test
  void doesWithTheEmulatorWhatItDoesWithLiveKit() throws Exception {
    CamelContext context = new DefaultCamelContext();
    try (EmulatedLiveKit livekit = EmulatedLiveKit.start(0, "key", "secret")) {
      context.getRegistry().bind("emulatedRooms", new EmulatedRooms());
      load(context, Path.of("routes/dev/emulate-livekit.camel.yaml").toUri().toString());
      context.start();
      livekit.answerFrom(context);

      assertThat(rpc(livekit, "CreateRoom", Map.of("name", "lobby"))).contains("\"sid\":\"RM_");
      assertThat(rpc(livekit, "UpdateRoomMetadata", Map.of("room", "lobby", "metadata", "x")))
          .contains("\"metadata\":\"x\"");
      assertThat(rpc(livekit, "ListRooms", Map.of())).contains("\"name\":\"lobby\"");
      assertThat(rpc(livekit, "DeleteRoom", Map.of("room", "lobby"))).isEqualTo("{}");
    } finally {
      context.stop();
    }
  }

  private static String rpc(EmulatedLiveKit livekit, String method, Map<String, Object> request)
      throws Exception {
    Map<String, String> parameters =
        Map.of(
            "service", "RoomService",
            "method", method,
            "url", livekit.url().toString(),
            "apiKey", "key",
            "apiSecret", "secret");
    try (PlainApplication application =
        PlainApplication.with(PlainApplication.route("livekit-rpc-action", parameters))) {
      Exchange done = application.send(request);
      assertThat(done.getException()).isNull();
      return done.getMessage().getBody(String.class);
    }
  }

  private RunningGateway gateway(FaultyLiveKit livekit) throws Exception {
    Files.writeString(extra.resolve("call.camel.yaml"), ROUTE);
    return RunningGateway.with(livekit.settings(), "ROUTES_EXTRA", extra.toString());
  }

  private static Exchange call(CamelContext context, String body) {
    return context.createFluentProducerTemplate().to("direct:call").withBody(body).send();
  }

  private static void load(CamelContext context, String location) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(location));
  }
}
