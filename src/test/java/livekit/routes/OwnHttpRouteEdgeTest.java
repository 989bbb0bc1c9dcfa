package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route of a team sees of a request, where it is an endpoint itself. */
class OwnHttpRouteEdgeTest {
  @TempDir private Path directory;
  private EditedRoutes routes;

  @BeforeEach
  void copy() throws IOException {
    routes = EditedRoutes.at(directory.resolve("routes"));
  }

  @Test
  void seesHeadersAndPathOfARequest() throws IOException {
    String seen = "${header.X-TEAM} ${header.id} ${header.CamelHttpPath} ${body}";
    assertThat(answer(seen, "/own/{id}", "/own/7", "text/plain", "the body"))
        .isEqualTo("blue 7 /own/7 the body");
  }

  @Test
  void seesTheQueryBesideThem() throws IOException {
    String seen = "${header.X-TEAM} ${header.q} ${header.id} ${header.CamelHttpPath} ${body}";
    assertThat(answer(seen, "/own/{id}", "/own/7?q=two", "text/plain", "the body"))
        .isEqualTo("blue two 7 /own/7 the body");
  }

  @Test
  void seesTheCharsetBesideTheHeaders() throws IOException {
    String seen = "${header.CamelHttpCharacterEncoding} ${header.x-team} ${body}";
    assertThat(answer(seen, "/own", "/own", "text/plain; charset=utf-8", "the body"))
        .isEqualTo("utf-8 blue the body");
  }

  private String answer(String seen, String path, String uri, String type, String body)
      throws IOException {
    routes.replace(
        "show-request",
        """
        - route:
            id: show-request
            from:
              uri: platform-http:%s
              steps:
                - setBody: {expression: {simple: {expression: "%s"}}}
                - removeHeaders: {pattern: "*"}
        """
            .formatted(path, seen));
    try (RunningGateway gateway = RunningGateway.with(routes.settings(Map.of()))) {
      return Http.send(
              HttpRequest.newBuilder(URI.create(gateway.url(uri)))
                  .header("Content-Type", type)
                  .header("X-Team", "blue")
                  .POST(HttpRequest.BodyPublishers.ofString(body)))
          .body();
    }
  }
}
