package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeMessageTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final DefaultExchange exchange = new DefaultExchange(context);
  private final EdgeMessage message = new EdgeMessage(exchange, null, null);
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void readLater() {
    context.start();
    exchange.setMessage(message);
    message.readHeadersLater(
        headers -> {
          reads.incrementAndGet();
          headers.putAll(Map.of("X-Team", "blue", "CamelHttpPath", "/own"));
        });
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void readsNoHeaderWhereAllAreRemoved() {
    assertThat(message.removeHeaders("*")).isTrue();
    assertThat(message.hasHeaders()).isFalse();
    assertThat(message.getHeader("X-Team")).isNull();
    message.setHeader("Content-Type", "text/plain");
    assertThat(message.getHeaders()).containsOnlyKeys("Content-Type");
    assertThat(reads).hasValue(0);
  }

  @Test
  void readsThemOnceWhenOneIsAskedFor() {
    assertThat(message.getHeader("x-team")).isEqualTo("blue");
    assertThat(message.getHeaders()).containsOnlyKeys("X-Team", "CamelHttpPath");
    assertThat(reads).hasValue(1);
  }

  @Test
  void readsThemBeforeOneIsSet() {
    message.setHeader("x-team", "red");
    assertThat(message.getHeaders())
        .containsEntry("X-Team", "red")
        .containsEntry("CamelHttpPath", "/own");
  }

  @Test
  void keepsWhatIsNotRemoved() {
    message.removeHeaders("Camel*");
    assertThat(message.getHeaders()).containsOnlyKeys("X-Team");
  }

  @Test
  void keepsWhatIsExcludedFromRemoval() {
    message.removeHeaders("*", "X-*");
    assertThat(message.getHeaders()).containsOnlyKeys("X-Team");
  }

  @Test
  void removesHeadersThatWereSetInTheirPlace() {
    message.setHeaders(Map.of("X-Internal", "secret"));
    assertThat(message.getHeaders()).containsOnlyKeys("X-Internal");
    message.removeHeaders("*");
    assertThat(message.getHeaders()).isEmpty();
  }

  @Test
  void givesACopyTheHeaders() {
    assertThat(message.copy().getHeader("X-Team")).isEqualTo("blue");
  }

  @Test
  void isReadOnceAlsoWhereThatFails() {
    EdgeMessage broken = new EdgeMessage(exchange, null, null);
    broken.readHeadersLater(
        headers -> {
          throw new IllegalArgumentException("cannot be read");
        });
    assertThatThrownBy(broken::getHeaders).hasMessage("cannot be read");
    broken.setHeader("Content-Type", "text/plain");
    assertThat(broken.getHeaders()).containsOnlyKeys("Content-Type");
  }
}
