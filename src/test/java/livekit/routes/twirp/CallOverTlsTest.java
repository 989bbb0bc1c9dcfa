package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.stream.Stream;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.twirp.CallingContext.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallOverTlsTest {
  private static TestCertificate certificate;

  private BadServer server;
  private CallingContext calls;

  @BeforeAll
  static void makeACertificate(@TempDir Path directory) throws Exception {
    certificate = new TestCertificate(directory);
  }

  @BeforeEach
  void start() throws Exception {
    server = new BadServer(certificate.server());
    calls = CallingContext.patient(server.url(), 1, certificate.trusting());
    // The first handshake of a process may take longer than a call may.
    await().until(() -> calls.call().failure() == null);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  @Test
  void givesTheAnswerAndKeepsTheConnection() {
    int before = server.connections();
    assertThat(calls.call().body()).isEqualTo("{}");
    assertThat(calls.call().body()).isEqualTo("{}");

    assertThat(server.connections()).isEqualTo(before);
  }

  static Stream<Arguments> endings() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
    return Stream.of(
        argumentSet("end", Behaviour.end(), ConnectionEndedException.class),
        argumentSet("end in order", Behaviour.endInOrder(), ConnectionEndedException.class),
        argumentSet("reset", Behaviour.reset(), ConnectionEndedException.class),
        argumentSet("end after a byte", Behaviour.endAfter("H"), LiveKitFailedException.class),
        argumentSet("reset after a byte", Behaviour.resetAfter("H"), LiveKitFailedException.class),
        argumentSet("end in the body", Behaviour.endAfter(head), LiveKitFailedException.class),
        argumentSet("reset in the body", Behaviour.resetAfter(head), LiveKitFailedException.class));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endsInTheSameExceptionAsWithoutTlsOnAPooledConnectionAndOnANewOne(
      Behaviour behaviour, Class<?> kind) {
    server.will(behaviour, behaviour);

    assertThat(calls.call().failure()).isExactlyInstanceOf(kind);
    assertThat(calls.call().failure()).isExactlyInstanceOf(kind);
    assertThat(calls.call().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("livekit.routes.twirp.SlowCallTest#slownesses")
  void isBoundedAsWithoutTls(Behaviour behaviour) throws Exception {
    try (CallingContext hasty = CallingContext.hasty(server.url(), certificate.trusting())) {
      await().until(() -> hasty.call().failure() == null);
      server.will(behaviour);

      Outcome outcome = hasty.call();

      assertThat(outcome.failure()).isExactlyInstanceOf(LiveKitTimeoutException.class);
      assertThat(outcome.took()).isLessThan(CallingContext.SOON);
    }
  }

  @Test
  void deadPooledConnectionsGiveConnectionEnded() {
    server.closeConnections();

    assertThat(calls.call().failure()).isExactlyInstanceOf(ConnectionEndedException.class);
    assertThat(calls.call().status()).isEqualTo(200);
  }

  @Test
  void aCertificateThatIsNotTrustedIsUnreachable() throws Exception {
    try (CallingContext distrusting = CallingContext.patient(server.url(), 1)) {
      assertThat(distrusting.call().failure())
          .isExactlyInstanceOf(LiveKitUnreachableException.class);
    }
  }
}
