package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import livekit.routes.TestWebhook;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** livekit-webhook-source in an application that has nothing of ours but the jar. */
class WebhookSourceTest {
  private static final Map<String, String> KEYS =
      Map.of(TestWebhook.KEY, TestWebhook.SECRET, "next-key", "next-secret");

  private int port;
  private PlainApplication application;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    application =
        PlainApplication.serving(
            port, route("{path: /hooks, keys: '#keys'}"), Map.of("keys", KEYS));
  }

  private static String route(String parameters) {
    return """
        - route:
            id: act
            from:
              uri: kamelet:livekit-webhook-source
              parameters: %s
              steps:
                - to: {uri: "mock:event"}
        """
        .formatted(parameters);
  }

  @AfterEach
  void stop() {
    application.close();
  }

  private HttpResponse<String> post(TestWebhook webhook) {
    return webhook.to("http://127.0.0.1:" + port + "/hooks");
  }

  private MockEndpoint event() {
    return application.context().getEndpoint("mock:event", MockEndpoint.class);
  }

  @Test
  void hasTheEventAsBodyAndNoHeaderOfTheCaller() {
    HttpResponse<String> answer =
        post(TestWebhook.of("room_started", "EV_1", "").by("next-key", "next-secret"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(event().getExchanges().get(0).getMessage().getBody())
        .isEqualTo(Map.of("event", "room_started", "id", "EV_1"));
    assertThat(event().getExchanges().get(0).getMessage().getHeaders()).isEmpty();
  }

  @Test
  void answers401ToWhatIsNotVerifiedAndDoesNotRunTheRoute() {
    String url = "http://127.0.0.1:" + port + "/hooks";
    TestWebhook webhook = TestWebhook.of("room_started", "EV_1", "");
    List<HttpResponse<String>> answers =
        List.of(
            webhook.unsignedTo(url),
            webhook.toWithBody(url, "{}"),
            post(TestWebhook.of("room_started", "EV_1", "").by("next-key", "wrong")));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401);
    assertThat(answers).extracting(HttpResponse::body).containsOnly("");
    assertThat(event().getReceivedCounter()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "evil", "{}"})
  void answers400ToWhatIsNoEvent(String body) {
    assertThat(post(TestWebhook.of(body)).statusCode()).isEqualTo(400);
    assertThat(event().getReceivedCounter()).isZero();
  }

  @Test
  void answers500WhenTheRouteFailsSoThatLiveKitSendsItAgain() {
    event()
        .whenAnyExchangeReceived(
            exchange -> {
              throw new IOException("evil");
            });
    assertThat(post(TestWebhook.of("room_started", "EV_1", "")).statusCode()).isEqualTo(500);
  }

  @Test
  void doesNotStartWithoutAKey() {
    assertThatThrownBy(() -> PlainApplication.with(route("{path: /hooks}")))
        .rootCause()
        .hasMessageContaining("livekit-webhook-source")
        .hasMessageContaining("LIVEKIT_API_KEY");
  }
}
