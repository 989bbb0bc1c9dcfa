package livekit.routes.dev;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a caller sent, read in full and in bounded form.
 *
 * @param contentType without parameters and in lower case; empty when there is none
 * @param authorization the header as it came, or null
 * @param rawQuery the query, encoded; empty when there is none
 */
record HttpCall(
    String method,
    String path,
    String rawQuery,
    String contentType,
    String authorization,
    byte[] body) {

  /** Room for the longest metadata, 512 KiB, with each of its characters escaped. */
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  /**
   * @throws PlainError 413
   */
  static HttpCall read(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new PlainError(413, "request body too large");
    }
    String query = http.getRequestURI().getRawQuery();
    String contentType = http.getRequestHeaders().getFirst("Content-Type");
    return new HttpCall(
        http.getRequestMethod(),
        http.getRequestURI().getPath(),
        query == null ? "" : query,
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
        http.getRequestHeaders().getFirst("Authorization"),
        body);
  }

  /** The first value of a query parameter, or null. */
  String query(String name) {
    for (String pair : rawQuery.split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
