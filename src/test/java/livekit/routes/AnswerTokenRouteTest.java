package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import livekit.routes.token.TokenResponse;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

@CamelMainTest
class AnswerTokenRouteTest extends RouteTestSupport {
  @Test
  void answersWithTheTokenAndItsOwnHeadersOnly() {
    Exchange done =
        send(
            "answer-token",
            exchange -> {
              exchange.setVariable("status", "200");
              exchange.setProperty(Exchange.CHARSET_NAME, "utf-16");
              exchange.getMessage().setHeader("X-LiveKit", "of LiveKit");
              exchange.getMessage().setHeader("Authorization", "Bearer server-token");
              exchange
                  .getMessage()
                  .setBody(new TokenResponse("t", "数学", "ada", "wss://x", "t", "wss://x"));
            });
    Answer answer = Answer.of(done);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).isEqualTo(Map.of("Content-Type", "application/json"));
    assertThat(answer.json().path("room_name").textValue()).isEqualTo("数学");
    assertThat(answer.json()).hasSize(6);
    assertThat(done.getProperty(Exchange.CHARSET_NAME)).isNull();
  }
}
