package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.routes.token.TokenRequest;
import livekit.routes.token.TokenResponse;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** README says what the files say. */
class ReadmeTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/examples");
  private static final Path EXAMPLE_TEST =
      Path.of("src/test/java/livekit/routes/examples/StaffRoomsRouteTest.java");
  private static final Path API = Path.of("src/main/java/livekit/routes/api");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String readme = read(Path.of("README.md"));

  @Test
  void showsTheExampleThatTheBuildRuns() {
    assertThat(blocks("java")).containsExactly(read(EXAMPLE_TEST));
  }

  @Test
  void showsTheOneStepThatTheExampleAdds() {
    String route = read(Path.of("routes/limit-anonymous-caller.camel.yaml"));
    String step = blocks("yaml").get(0);

    assertThat(route.replaceFirst("steps:\n", Matcher.quoteReplacement("steps:\n" + step)))
        .isEqualTo(read(EXAMPLES.resolve("staff-rooms/limit-anonymous-caller.camel.yaml")));
  }

  /** And each example differs from the bundle by the one step that README names. */
  @Test
  void showsTheRoutesThatTheOtherExamplesAdd() {
    Map<String, String> added =
        Map.of(
            "company-service/ask-entitlements", "company-service/apply-policy",
            "refuse-by-header/refuse-old-clients", "refuse-by-header/read-caller",
            "publish-event/publish-issued-token", "publish-event/answer-token",
            "token-attribute/add-attributes", "token-attribute/sign-token");
    List<String> shown =
        blocks("yaml").stream().skip(1).filter(block -> !block.contains("kamelet:")).toList();
    assertThat(shown).hasSize(added.size() + 1);
    assertThat(shown).anyMatch(read(example("on-room-finished/on-room-finished"))::endsWith);
    added.forEach(
        (route, replaced) -> {
          assertThat(shown).anyMatch(read(example(route))::endsWith);
          String ours = "routes/" + Path.of(replaced).getFileName() + ".camel.yaml";
          List<String> lines = new ArrayList<>(read(example(replaced)).lines().toList());
          lines.removeIf(line -> line.contains(Path.of(route).getFileName() + "\"}"));
          lines.removeIf(line -> line.contains("- wireTap: {uri: \"seda:issued-tokens\"}"));
          assertThat(lines).isEqualTo(read(Path.of(ours)).lines().toList());
        });
  }

  @Test
  void runsAndAnswersWithinItsFirstThirtyLines() throws IOException {
    List<String> top = readme.lines().limit(30).toList();
    String answer = blocks("json").get(0);

    assertThat(top).contains("mvn compile camel:run").contains(answer.strip());
    assertThat(top).anyMatch(line -> line.startsWith("curl "));
    JsonNode shown = JSON.readTree(answer);
    TokenRequest request = new TokenRequest("lobby", "Ada", "ada", null, null, null);
    JsonNode made =
        JSON.valueToTree(
            TokenResponse.of(
                shown.path("token").asText(), request, shown.path("livekit_url").asText()));
    assertThat(shown.toString()).isEqualTo(made.toString());
  }

  /** Its defaults too, where config has one. */
  @Test
  void namesTheSettingsOfConfig() {
    String config = read(Path.of("config/application.properties"));
    Map<String, String> settings = new TreeMap<>();
    find("(?m)^([A-Z_]+) = .*?\\{\\{env:\\1:(?:\\{\\{.*}}|(.*))}}$", config)
        .forEach(m -> settings.put(m.group(1), m.group(2) == null ? "" : m.group(2)));
    find("(?m)^# Secret ([A-Z_]+) ", config).forEach(m -> settings.put(m.group(1), ""));

    Map<String, String> rows = new TreeMap<>();
    find("(?m)^\\| `([A-Z_]+)` \\| (.*?) ?\\| ", section("Settings"))
        .forEach(m -> rows.put(m.group(1), m.group(2).replace("`", "")));
    assertThat(rows.keySet()).isEqualTo(settings.keySet());
    settings.values().removeIf(String::isEmpty);
    assertThat(rows).containsAllEntriesOf(settings);
  }

  @Test
  void namesTheCodesOfTheErrors() {
    Set<String> codes = new TreeSet<>();
    find("\\(\\S+, '([a-z_]+)'", read(Path.of("routes/handle-errors.camel.yaml")))
        .forEach(m -> codes.add(m.group(1)));
    for (String source : List.of("EdgeProblems", "HttpEdge")) {
      find("\\b[1-5]\\d\\d, \"([a-z_]+)\"", read(API.resolve(source + ".java")))
          .forEach(m -> codes.add(m.group(1)));
    }

    Set<String> rows = new TreeSet<>();
    section("### Errors")
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[2])
        .forEach(cell -> find("`([a-z_]+)`", cell).forEach(m -> rows.add(m.group(1))));
    assertThat(rows).isEqualTo(codes);
  }

  @Test
  void drawsTheRoutesAsTheyAre() throws Exception {
    assertThat(blocks("mermaid"))
        .containsExactly(new RoutesCheck(Map.of()).draw(new Main()) + "\n");
  }

  @Test
  void countsTheRoutes() throws IOException {
    long routes =
        RoutesTest.files().stream()
            .filter(file -> !file.startsWith("routes/dev"))
            .filter(file -> !file.endsWith("handle-errors.camel.yaml"))
            .count();
    assertThat(readme).contains("the settings and " + routes + " routes are fine");
  }

  private List<String> blocks(String language) {
    return find("(?s)\n```" + language + "\n(.*?)```\n", readme).stream()
        .map(m -> m.group(1))
        .toList();
  }

  private static Path example(String route) {
    return EXAMPLES.resolve(route + ".camel.yaml");
  }

  private String section(String title) {
    String heading = title.startsWith("#") ? title : "## " + title;
    int start = readme.indexOf("\n" + heading + "\n") + 1;
    return readme.substring(start, readme.indexOf("\n## ", start + heading.length()));
  }

  private static List<MatchResult> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
