package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import livekit.routes.twirp.CallingContext.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExhaustedPoolTest {
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

  @Test
  void aCallThatFindsNoFreeConnectionIsATimeoutAndIsNotSent() {
    // Drips, so that the first call holds the connection for the whole bound.
    server.will(Behaviour.drip("HTTP/1.1 200 ", "O", Duration.ofMillis(20)));
    CompletableFuture<Outcome> first =
        CompletableFuture.supplyAsync(calls::call, task -> new Thread(task).start());
    await().until(() -> server.requests().size() == 1);

    Outcome second = calls.call();

    assertThat(second.failure()).isExactlyInstanceOf(LiveKitTimeoutException.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(first.join().failure()).isExactlyInstanceOf(LiveKitTimeoutException.class);
    assertThat(calls.call().status()).isEqualTo(200);
  }
}
