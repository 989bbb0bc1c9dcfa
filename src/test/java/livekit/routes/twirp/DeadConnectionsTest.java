package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.twirp.CallingContext.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadConnectionsTest {
  private static final int POOLED = 3;

  private final BadServer server = new BadServer();
  private CallingContext calls;

  @BeforeEach
  void poolSeveralConnections() throws Exception {
    calls = CallingContext.patient(server.url(), POOLED);
    CyclicBarrier all = new CyclicBarrier(POOLED);
    for (int i = 0; i < POOLED; i++) {
      server.will(Behaviour.together(all, Behaviour.answer(200, "{}")));
    }
    List<CompletableFuture<Outcome>> answers =
        IntStream.range(0, POOLED)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(calls::call, task -> new Thread(task).start()))
            .toList();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
    assertThat(server.connections()).isEqualTo(POOLED);
  }

  @AfterEach
  void stop() throws Exception {
    calls.close();
    server.close();
  }

  @Test
  void eachDeadConnectionEndsOneCallAtMost() {
    server.closeConnections();

    for (int i = 0; i < POOLED; i++) {
      assertThat(calls.call().failure()).isExactlyInstanceOf(ConnectionEndedException.class);
    }
    assertThat(calls.call().status()).isEqualTo(200);
  }

  @Test
  void aCallOnAConnectionOpenedForItWorksWhileAllPooledOnesAreDead() {
    server.closeConnections();

    assertThat(calls.call().failure()).isExactlyInstanceOf(ConnectionEndedException.class);
    assertThat(calls.callAfresh().status()).isEqualTo(200);
  }

  @Test
  void aSecondEndIsAConnectionEndedToo() {
    server.will(Behaviour.end(), Behaviour.reset());

    assertThat(calls.call().failure()).isExactlyInstanceOf(ConnectionEndedException.class);
    assertThat(calls.callAfresh().failure()).isExactlyInstanceOf(ConnectionEndedException.class);
  }
}
