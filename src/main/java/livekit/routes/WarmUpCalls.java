package livekit.routes;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The requests of a {@link WarmUp}. Several callers make them at a time, as outside: code that has
 * never seen two threads at once is compiled again when it does.
 */
final class WarmUpCalls {
  private static final int CALLERS = 4;

  private final int port;
  private final String secret;
  private final int requests;
  private final BooleanSupplier goOn;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  /**
   * @param port of the loopback interface
   * @param secret of a tenant
   * @param requests how many it makes
   * @param goOn whether to make another one
   */
  WarmUpCalls(int port, String secret, int requests, BooleanSupplier goOn) {
    this.port = port;
    this.secret = secret;
    this.requests = requests;
    this.goOn = goOn;
  }

  /**
   * Makes them.
   *
   * @return how many
   * @throws IOException one was not answered with a token; then no further one is made
   */
  int make() throws IOException, InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS, WarmUpCalls::thread);
    try {
      Callable<Void> caller = this::callUntilAllAreMade;
      for (Future<Void> calls : callers.invokeAll(Collections.nCopies(CALLERS, caller))) {
        calls.get();
      }
      return answered.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      callers.shutdown();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "warm-up-caller");
    thread.setDaemon(true);
    return thread;
  }

  private Void callUntilAllAreMade() throws IOException {
    try {
      for (int i = next(); i < requests && goOn.getAsBoolean(); i = next()) {
        call(i);
        answered.incrementAndGet();
      }
      return null;
    } finally {
      // Whatever has ended one caller ends the others.
      begun.set(requests);
    }
  }

  private int next() {
    return begun.getAndIncrement();
  }

  /** Of four, one is anonymous, and one for a room that is not there yet. */
  private void call(int i) throws IOException {
    String room = i % 4 == 1 ? "new-room-" + i : "room-" + i % 50;
    TokenCall.ask(port, i % 4 == 0 ? null : secret, room);
  }
}
