package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import livekit.routes.twirp.LiveKitTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.clock.Clock;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** Whether a call to LiveKit still starts, by the age of the request. */
@CamelMainTest
class CheckTimeLeftRouteTest extends RouteTestSupport {
  @Test
  void letsACallStartWithinFiveSeconds() {
    assertThat(check(5_000).getMessage().getBody()).as("no problem").isNull();
  }

  @Test
  void refusesACallOfARequestThatHasWaitedTooLong() {
    assertThat(check(5_001).getException()).isInstanceOf(LiveKitTimeoutException.class);
  }

  private Exchange check(long ageMillis) {
    return context()
        .createProducerTemplate()
        .send("direct:check-time-left", new DefaultExchange(aged(ageMillis)));
  }

  /**
   * An exchange cannot be made older, but one takes its clock from the exchange it is made from.
   */
  private Exchange aged(long millis) {
    Exchange young = new DefaultExchange(context());
    return (Exchange)
        Proxy.newProxyInstance(
            Exchange.class.getClassLoader(),
            new Class<?>[] {Exchange.class},
            (proxy, method, arguments) ->
                method.getName().equals("getClock")
                    ? new StoppedClock(millis)
                    : method.invoke(young, arguments));
  }

  /** A clock that Camel's Simple language can read: public, and with public methods. */
  public record StoppedClock(long elapsed) implements Clock {
    @Override
    public long getCreated() {
      return 0;
    }
  }
}
