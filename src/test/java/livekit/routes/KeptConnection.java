package livekit.routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of an HTTP client that keeps it: what is sent is under way when {@code send} ends.
 */
final class KeptConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final int PATIENCE_MILLIS = 20_000;

  private final URI url;
  private final Socket socket;

  KeptConnection(String url) throws IOException {
    this.url = URI.create(url);
    this.socket = new Socket(this.url.getHost(), this.url.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends a POST of a JSON text to the path and the query of the URL. */
  void send(String json) throws IOException {
    begin(json);
    finish(json);
  }

  /** Sends all but the last character of a POST. */
  void begin(String json) throws IOException {
    String request =
        """
        POST %s?%s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(url.getPath(), url.getQuery(), url.getHost(), json.length(), json);
    write(request.substring(0, request.length() - 1));
  }

  /** Sends the rest. */
  void finish(String json) throws IOException {
    write(json.substring(json.length() - 1));
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The answer, head and body; what has come so far where the connection ended. */
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return answer.toString(StandardCharsets.UTF_8);
      }
      answer.write(next);
    }
    Matcher length = LENGTH.matcher(answer.toString(StandardCharsets.US_ASCII));
    if (length.find()) {
      answer.write(in.readNBytes(Integer.parseInt(length.group(1))));
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
