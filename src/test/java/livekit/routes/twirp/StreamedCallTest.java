package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An answer that is handed on as it comes, with a pool of one connection: a lost one would show.
 */
class StreamedCallTest {
  private static final String PROTOBUF = "Content-Type: application/protobuf";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n" + PROTOBUF + "\r\n\r\n";

  private final BadServer server = new BadServer();
  private CallingContext calls;

  @BeforeEach
  void start() throws Exception {
    calls = CallingContext.hasty(server.url(), null);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  @Test
  void isReadWholeHoweverLongItIsAndFreesItsConnection() {
    String longer = "x".repeat(10 * CallingContext.MAX_ANSWER_BYTES);
    server.will(Behaviour.answer(200, longer, PROTOBUF));

    assertThat(calls.stream(Integer.MAX_VALUE).body()).isEqualTo(longer);
    assertTheNextOneWorks();
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void givesItsConnectionUpWhereNobodyReadsOn() {
    for (int read : new int[] {0, 10}) {
      server.will(Behaviour.answer(200, "x".repeat(1_000_000), PROTOBUF));

      assertThat(calls.stream(read).body()).hasSize(read);
      assertTheNextOneWorks();
    }
  }

  @Test
  void failsWhereItBreaksOff() {
    for (Behaviour broken :
        new Behaviour[] {Behaviour.endAfter(HEAD + "x"), Behaviour.resetAfter(HEAD + "x")}) {
      server.will(broken);

      assertThat(calls.stream(9000).failure()).isInstanceOf(LiveKitFailedException.class);
      assertTheNextOneWorks();
    }
  }

  @Test
  void isCutOffAtTheBoundOfTheCall() {
    server.will(Behaviour.drip(HEAD, "x", Duration.ofMillis(50)));

    CallingContext.Outcome outcome = calls.stream(9000);
    assertThat(outcome.failure()).isInstanceOf(LiveKitTimeoutException.class);
    assertThat(outcome.took()).isLessThan(CallingContext.SOON);
    assertTheNextOneWorks();
  }

  private void assertTheNextOneWorks() {
    server.will(Behaviour.answer(200, "next", PROTOBUF));
    assertThat(calls.stream(9000).body()).isEqualTo("next");
  }

  @Test
  void isNoStreamWhereItIsAnError() {
    server.will(Behaviour.answer(500, "x".repeat(CallingContext.MAX_ANSWER_BYTES + 1), PROTOBUF));

    assertThat(calls.stream(1).failure()).isInstanceOf(LiveKitFailedException.class);
  }
}
