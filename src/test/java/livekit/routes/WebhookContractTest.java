package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real livekit-server posts its webhooks to the gateway. */
class WebhookContractTest {
  /** Writes down what the routes of this test were handed. */
  public static final class Seen implements Processor {
    static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();

    @Override
    public void process(Exchange exchange) {
      EVENTS.add(new ObjectMapper().valueToTree(exchange.getMessage().getBody(Map.class)));
    }
  }

  @Test
  void areVerifiedAndHandedToTheRoutesOfTheirNames(@TempDir Path extra) throws Exception {
    LiveKitServer.require();
    for (String event : List.of("room-started", "room-finished")) {
      Files.writeString(
          extra.resolve("on-%s.camel.yaml".formatted(event)),
          """
          - route:
              id: on-%1$s
              from:
                uri: direct:on-%1$s
                steps:
                  - process: {ref: "#class:livekit.routes.WebhookContractTest$Seen"}
          """
              .formatted(event));
    }
    try (RunningGateway gateway =
            RunningGateway.with(WebhookEdgeTest.settings(), "ROUTES_EXTRA", extra.toString());
        LiveKitServer server =
            LiveKitServer.startWithWebhooks(
                TestWebhook.KEY, TestWebhook.SECRET, URI.create(gateway.url("/livekit/webhook")))) {
      LiveKitAdmin admin = new LiveKitAdmin(server.url(), TestWebhook.KEY, TestWebhook.SECRET);
      admin.create("lobby", "{\"auth_id\":\"acme\"}");
      admin.delete("lobby");

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(Seen.EVENTS)
                      .extracting(event -> event.path("event").asText())
                      .contains("room_started", "room_finished"));
      assertThat(Seen.EVENTS)
          .allSatisfy(
              event -> {
                assertThat(event.at("/room/name").asText()).isEqualTo("lobby");
                assertThat(event.at("/room/metadata").asText()).isEqualTo("{\"auth_id\":\"acme\"}");
                assertThat(event.path("id").asText()).startsWith("EV_");
              });
    }
  }
}
