package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import livekit.routes.webhook.WebhookEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A method that is handed the exchange changes nothing of it: routes call it without a copy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnBeansTest {
  private final TestWebhook webhook = TestWebhook.of("room_finished", "EV_1", "");
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    gateway =
        RunningGateway.with(
            Map.of(
                "LIVEKIT_URL",
                "http://127.0.0.1:1",
                "LIVEKIT_API_KEY",
                TestWebhook.KEY,
                "LIVEKIT_API_SECRET",
                TestWebhook.SECRET,
                "AUTH_API_SECRET",
                "secret"));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "webhooks, verify",
    "webhooks, routeFor",
    "credentials, read",
    "callerRequests, read",
    "requestAge, tooLateForACall",
    "sessions, read",
    "roomPaths, read"
  })
  void changeNothingOfTheExchange(String name, String method) throws Exception {
    Exchange exchange = new DefaultExchange(gateway.context());
    Message message = exchange.getMessage();
    byte[] body = webhook.body();
    message.setBody(body);
    message.setHeader("Authorization", webhook.authorization());
    message.setHeader("session_id", "case-4711");
    message.setHeader("room", "lobby");
    WebhookEvent event = new WebhookEvent("EV_1", "room_finished", Map.of(), body);
    exchange.setVariable("event", event);
    Map<String, Object> headers = Map.copyOf(message.getHeaders());
    Map<String, Object> properties = Map.copyOf(exchange.getAllProperties());

    call(gateway.context().getRegistry().lookupByName(name), method, exchange, event);

    assertThat(exchange.getMessage()).isSameAs(message);
    assertThat(message.getBody()).isSameAs(body);
    assertThat(message.getHeaders()).isEqualTo(headers);
    assertThat(exchange.getVariables()).isEqualTo(Map.of("event", event));
    assertThat(exchange.getAllProperties()).isEqualTo(properties);
  }

  private static void call(Object bean, String name, Exchange exchange, WebhookEvent event)
      throws Exception {
    Method method =
        Arrays.stream(bean.getClass().getMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Object[] arguments =
        Arrays.stream(method.getParameterTypes())
            .map(
                type ->
                    type == Exchange.class
                        ? exchange
                        : type == Message.class ? exchange.getMessage() : event)
            .toArray();
    method.invoke(bean, arguments);
  }
}
