package livekit.routes;

import livekit.routes.api.HttpEdge;
import org.apache.camel.main.Main;

/**
 * What the JVM's archive of classes is made from: a gateway that gives itself a few tokens and
 * ends. {@code livekit-routes --archive} starts it with an emulated LiveKit and free ports.
 */
final class TrainingRun {
  private static final int REQUESTS = 40;

  private TrainingRun() {}

  /**
   * Serves, asks, and stops.
   *
   * @param main one that has not started, in the dev profile
   * @param secret of a tenant
   * @throws Exception the start failed, or a request
   */
  static void run(Main main, String secret) throws Exception {
    new Gateway().attachTo(main).start();
    try {
      int port = port(main);
      for (int i = 0; i < REQUESTS; i++) {
        TokenCall.ask(port, null, "room-" + i);
        TokenCall.ask(port, secret, "room-" + i % 4);
      }
    } finally {
      main.stop();
    }
  }

  private static int port(Main main) {
    return main.getCamelContext()
        .getRegistry()
        .lookupByNameAndType("httpEdge", HttpEdge.class)
        .port();
  }
}
