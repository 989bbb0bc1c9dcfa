package livekit.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Four callers that ask for tokens all the time. */
final class Callers implements AutoCloseable {
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Future<?>> running = new ArrayList<>();
  private final RunningGateway gateway;
  private volatile String secret;
  private volatile boolean stopped;

  private Callers(RunningGateway gateway, String secret) {
    this.gateway = gateway;
    this.secret = secret;
  }

  static Callers start(RunningGateway gateway, String secret) {
    Callers callers = new Callers(gateway, secret);
    callers.begin();
    return callers;
  }

  /** Has every caller use this secret; no request with the one before is under way afterwards. */
  void use(String another) throws Exception {
    secret = another;
    end();
    stopped = false;
    begin();
  }

  /** The answers so far: how many of each status. */
  Map<Integer, Integer> stop() throws Exception {
    end();
    return answers;
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  private void begin() {
    for (int i = 0; i < 4; i++) {
      running.add(threads.submit(this::call));
    }
  }

  private void end() throws Exception {
    stopped = true;
    for (Future<?> each : running) {
      each.get();
    }
    running.clear();
  }

  private void call() {
    while (!stopped) {
      int status = gateway.token("Bearer " + secret, TokenContract.request("room")).statusCode();
      answers.merge(status, 1, Integer::sum);
    }
  }
}
