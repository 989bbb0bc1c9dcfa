package livekit.routes.twirp;

import static livekit.routes.twirp.Behaviour.drip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.stream.Stream;
import livekit.routes.twirp.CallingContext.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlowCallTest {
  private static final Duration GAP = Duration.ofMillis(20);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n";
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final BadServer server = new BadServer();
  private CallingContext calls;

  @BeforeEach
  void start() throws Exception {
    calls = CallingContext.hasty(server.url(), null);
    // The first call of a process may take longer than hasty ones do.
    await().until(() -> calls.call().failure() == null);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  static Stream<Arguments> slownesses() {
    return Stream.of(
        argumentSet("hangs", Behaviour.hang()),
        argumentSet("drips the status line", drip("HTTP/1.1 200 ", "O", GAP)),
        argumentSet("drips 1xx", drip("", "HTTP/1.1 103 Early Hints\r\n\r\n", GAP)),
        argumentSet("drips headers", drip(HEAD, "X-Drop: 1\r\n", GAP)),
        argumentSet("drips the body", drip(HEAD + "\r\n", "x", GAP)),
        argumentSet("drips chunks", drip(CHUNKED_HEAD, "1\r\nx\r\n", GAP)));
  }

  @ParameterizedTest
  @MethodSource("slownesses")
  void isATimeoutAndIsSentOnceAndTheNextCallWorks(Behaviour behaviour) {
    int before = server.requests().size();
    server.will(behaviour);

    Outcome outcome = calls.call();

    assertThat(outcome.failure()).isExactlyInstanceOf(LiveKitTimeoutException.class);
    assertThat(outcome.took()).isBetween(CallingContext.HASTY_RESPONSE, CallingContext.SOON);
    assertThat(server.requests().size()).isLessThanOrEqualTo(before + 1);
    // A call may be slow by itself on a busy machine; a lost connection would fail them all.
    await().until(() -> calls.call().failure() == null);
  }
}
