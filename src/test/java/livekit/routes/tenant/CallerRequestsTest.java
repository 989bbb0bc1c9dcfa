package livekit.routes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * Of a message that platform-http has not made; {@code AuthServiceQuestionEdgeTest} has the rest.
 */
class CallerRequestsTest {
  private final Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();

  @Test
  void readTheBodyAndNoHeaderOfAMessageWithoutARequest() {
    message.setBody("{}");
    message.setHeader("X-Any", "x");
    CallerRequest caller = new CallerRequests().read(message);

    assertThat(caller.method()).isEqualTo("POST");
    assertThat(caller.path()).isEmpty();
    assertThat(caller.headers()).isEmpty();
    assertThat(caller.body()).asString().isEqualTo("{}");
  }

  @Test
  void readNoBodyWhereThereIsNone() {
    assertThat(new CallerRequests().read(message).body()).isEmpty();
  }

  @Test
  void neverShowWhatTheCallerSent() {
    CallerRequest caller = new CallerRequest("POST", "/p", Map.of("a", "s3cret"), new byte[0]);
    assertThat(caller.toString()).isEqualTo("CallerRequest[hidden]");
  }
}
