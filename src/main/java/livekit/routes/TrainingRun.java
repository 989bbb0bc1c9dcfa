package livekit.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        ask(port, null, i);
        ask(port, secret, i % 4);
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

  private static void ask(int port, String secret, int room) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/livekit/token").toURL().openConnection();
    request.setRequestProperty("Content-Type", "application/json");
    if (secret != null) {
      request.setRequestProperty("Authorization", "Bearer " + secret);
    }
    request.setDoOutput(true);
    String body =
        "{\"room_name\":\"room-%d\",\"participant_name\":\"a\",\"participant_identity\":\"a\"}"
            .formatted(room);
    try (OutputStream out = request.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (request.getResponseCode() != 200) {
      throw new IOException(
          "a request of the training run was answered " + request.getResponseCode());
    }
    try (InputStream answer = request.getInputStream()) {
      answer.readAllBytes();
    }
  }
}
