package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import livekit.routes.room.RoomOwnedByAnotherTenantException;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often {@code claim-room} begins again, with a mock endpoint in place of each attempt. */
@CamelMainTest(mockEndpointsAndSkip = "direct:settle-owner")
class ClaimRoomRouteTest extends RouteTestSupport {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owned                                      | 1",
        "room-vanished, owned                       | 2",
        "room-vanished, room-vanished, owned        | 3",
      })
  void beginsAgainUntilTheRoomIsOwned(String outcomes, int attempts) throws Exception {
    Exchange done = claim(outcomes);

    assertThat(done.getVariable("outcome")).isEqualTo("owned");
    assertThat(done.getMessage().getBody()).as("no problem").isNull();
    assertAttempts(attempts);
  }

  @Test
  void givesUpWhatAnEditedStepLeavesOpen() throws Exception {
    Answer answer = Answer.of(claim("other, other, other, owned"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("claims_unavailable");
    assertThat(answer.headers()).containsEntry("Retry-After", "5");
    assertAttempts(3);
  }

  @Test
  void givesUpARoomThatVanishesThreeTimes() throws Exception {
    Answer answer = Answer.of(claim("room-vanished, room-vanished, room-vanished, owned"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("livekit_failed");
    assertAttempts(3);
  }

  @Test
  void doesNotBeginAgainAfterARefusal() throws Exception {
    mock("direct:settle-owner")
        .whenAnyExchangeReceived(
            exchange -> {
              throw new RoomOwnedByAnotherTenantException("in a test");
            });
    Answer answer = Answer.of(send("claim-room", tenantAsks("acme", "lobby")));

    assertThat(answer.status()).isEqualTo(403);
    assertAttempts(1);
  }

  @Test
  void tellsTheFirstAttemptFromTheNextOnes() throws Exception {
    claim("room-vanished, owned");

    // Compared by settle-owner: only a room that vanished leaves the claim as it is.
    assertThat(mock("direct:settle-owner").getExchanges())
        .extracting(attempt -> attempt.getVariable("outcome"))
        .containsExactly("begin", "room-vanished");
  }

  private Exchange claim(String outcomes) {
    Iterator<String> next = Arrays.asList(outcomes.split(", *")).iterator();
    mock("direct:settle-owner")
        .whenAnyExchangeReceived(exchange -> exchange.setVariable("outcome", next.next()));
    return send("claim-room", tenantAsks("acme", "lobby"));
  }

  private void assertAttempts(int expected) throws InterruptedException {
    mock("direct:settle-owner").expectedMessageCount(expected);
    mock("direct:settle-owner").assertIsSatisfied();
  }
}
