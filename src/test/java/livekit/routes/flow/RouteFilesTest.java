package livekit.routes.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteFilesTest {
  @Test
  void ofATokenLeadToThoseThatItRunsThroughAndToNoOther() throws IOException {
    assertThat(routes().leadingFrom("issue-token").names())
        .contains("issue-token.camel.yaml", "find-room.camel.yaml", "call-livekit.camel.yaml")
        .doesNotContain("issue-connection.camel.yaml", "delete-room.camel.yaml");
  }

  @Test
  void leadNowhereFromARouteThatIsMissing() throws IOException {
    RouteFiles routes = routes();
    assertThatThrownBy(() -> routes.leadingFrom("issue-tokens"))
        .hasMessage("there is no issue-tokens.camel.yaml");
  }

  private static RouteFiles routes() throws IOException {
    return RouteFiles.read(List.of(Path.of("routes")));
  }
}
