package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import livekit.routes.call.ConnectionEndedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How each misbehaviour ends a call, with a pool of one connection: a lost one would show. */
class FailedCallTest {
  private static final Class<?> ENDED = ConnectionEndedException.class;
  private static final Class<?> FAILED = LiveKitFailedException.class;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n";
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final BadServer server = new BadServer();
  private CallingContext calls;

  @BeforeEach
  void start() throws Exception {
    calls = CallingContext.patient(server.url(), 1);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  static Stream<Arguments> misbehaviours() {
    int tooMany = CallingContext.MAX_ANSWER_BYTES + 1;
    return Stream.of(
        argumentSet("ends without a byte", Behaviour.end(), ENDED),
        argumentSet("reset without a byte", Behaviour.reset(), ENDED),
        argumentSet("ends in the status line", Behaviour.endAfter("H"), FAILED),
        argumentSet("reset in the status line", Behaviour.resetAfter("HTT"), FAILED),
        argumentSet("ends after an empty line", Behaviour.endAfter("\r\n"), FAILED),
        argumentSet(
            "ends after 1xx", Behaviour.endAfter("HTTP/1.1 103 Early Hints\r\n\r\n"), FAILED),
        argumentSet("ends in the headers", Behaviour.endAfter(HEAD), FAILED),
        argumentSet("reset in the headers", Behaviour.resetAfter(HEAD), FAILED),
        argumentSet("ends in the body", Behaviour.endAfter(HEAD + "\r\n{"), FAILED),
        argumentSet("reset in the body", Behaviour.resetAfter(HEAD + "\r\n{"), FAILED),
        argumentSet("ends in a chunk", Behaviour.endAfter(CHUNKED_HEAD + "ff\r\n{"), FAILED),
        argumentSet("bad chunk", Behaviour.endAfter(CHUNKED_HEAD + "garbage\r\n{"), FAILED),
        argumentSet(
            "bad length",
            Behaviour.endAfter("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
            FAILED),
        argumentSet("HTTP/2", Behaviour.endAfter("HTTP/2.0 200 OK\r\n\r\n"), FAILED),
        argumentSet("garbage", Behaviour.endAfter("garbage\r\n".repeat(20)), FAILED),
        argumentSet("long by its length", Behaviour.answer(200, "x".repeat(tooMany)), FAILED),
        argumentSet("long without a length", Behaviour.answerInChunks(2 * tooMany), FAILED),
        argumentSet("gzip", Behaviour.answerInGzip("{}"), FAILED));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void endsInItsExceptionAndIsSentOnceAndTheNextCallWorks(Behaviour behaviour, Class<?> kind) {
    server.will(behaviour);

    assertThat(calls.call().failure()).isInstanceOf(kind);
    assertThat(server.requests()).hasSize(1);
    assertThat(calls.call().status()).isEqualTo(200);
    assertThat(server.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void endsTheSameOnAConnectionThatHasServedBefore(Behaviour behaviour, Class<?> kind) {
    server.will(Behaviour.answer(200, "{}"), behaviour);
    calls.call();

    assertThat(calls.call().failure()).isInstanceOf(kind);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(calls.call().status()).isEqualTo(200);
  }
}
