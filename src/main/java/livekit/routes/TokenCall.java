package livekit.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a gateway of this process for a token. */
final class TokenCall {
  private static final int TIMEOUT_MILLIS = 5_000;

  private TokenCall() {}

  /**
   * @param secret of a tenant; null for an anonymous caller
   * @throws IOException the answer is no token
   */
  static void ask(int port, String secret, String room) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/livekit/token").toURL().openConnection();
    request.setRequestProperty("Content-Type", "application/json");
    if (secret != null) {
      request.setRequestProperty("Authorization", "Bearer " + secret);
    }
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    request.setDoOutput(true);
    String body =
        "{\"room_name\":\"%s\",\"participant_name\":\"a\",\"participant_identity\":\"a\"}"
            .formatted(room);
    try (OutputStream out = request.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (request.getResponseCode() != 200) {
      throw new IOException("a request was answered " + request.getResponseCode());
    }
    try (InputStream answer = request.getInputStream()) {
      answer.readAllBytes();
    }
  }
}
