package livekit.routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/** One connection to a gateway, for requests that an HTTP client would not send. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;

  /** Connects. */
  RawHttp(RunningGateway gateway) throws IOException {
    this(URI.create(gateway.url("/")));
  }

  /** Connects to the host and port of a URL. */
  RawHttp(URI url) throws IOException {
    socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** The answer to a request on a connection of its own. */
  static HttpResponse<String> exchange(RunningGateway gateway, String request) throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      return http.send(request).read();
    }
  }

  /** Sends text; a line end in it is CR LF on the wire. */
  RawHttp send(String text) throws IOException {
    String wire = text.replaceAll("\r?\n", "\r\n");
    socket.getOutputStream().write(wire.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends bytes as they are. */
  RawHttp sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** All that comes until the gateway closes the connection. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The next answer, interim ones too; its body must have a Content-Length. */
  HttpResponse<String> read() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.write(next);
    }
    List<String> lines = head.toString(StandardCharsets.UTF_8).lines().toList();
    Map<String, List<String>> fields =
        lines.stream()
            .skip(1)
            .filter(line -> !line.isEmpty())
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.groupingBy(
                    field -> field[0].toLowerCase(Locale.ROOT),
                    LinkedHashMap::new,
                    Collectors.mapping(field -> field[1], Collectors.toList())));
    HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
    int length = (int) headers.firstValueAsLong("content-length").orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(lines.get(0).split(" ")[1]), headers, body);
  }

  /** Whether the gateway closes the connection now. */
  boolean isClosed() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What an HTTP client would give, as far as tests look at it. */
  private record Answer(int statusCode, HttpHeaders headers, String body)
      implements HttpResponse<String> {
    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      throw new UnsupportedOperationException();
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}
