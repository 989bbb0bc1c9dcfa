package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names tests that exist, and the VEX file what OpenVEX 0.2.0 asks for. */
class SecurityDocumentTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final Pattern CVE = Pattern.compile("\\| (CVE-\\d{4}-\\d{4,}) \\|");

  @Test
  void namesTestsThatExist() throws IOException {
    List<String> names = found(TEST);
    assertThat(names).hasSizeGreaterThan(20);
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAll(names.stream().map(name -> name + ".java").toList());
    }
  }

  @Test
  void saysOfEachVulnerabilityWhatTheVexFileSays() throws IOException {
    List<String> stated = new ArrayList<>();
    vex().path("statements").forEach(s -> stated.add(s.at("/vulnerability/name").asText()));
    assertThat(stated).doesNotHaveDuplicates().isEqualTo(found(CVE));
  }

  @Test
  void hasAVexFileOfItsForm() throws IOException {
    JsonNode vex = vex();
    assertThat(vex.path("@context").asText()).isEqualTo("https://openvex.dev/ns/v0.2.0");
    assertThat(vex.path("@id").asText()).isNotBlank();
    assertThat(vex.path("author").asText()).isNotBlank();
    assertThat(vex.path("version").isInt()).isTrue();
    assertThat(Instant.parse(vex.path("timestamp").asText())).isBefore(Instant.now());
    assertThat(vex.path("statements")).isNotEmpty().allSatisfy(SecurityDocumentTest::isAStatement);
  }

  private static void isAStatement(JsonNode statement) {
    assertThat(statement.at("/vulnerability/@id").asText()).startsWith("https://");
    assertThat(statement.path("products")).isNotEmpty();
    assertThat(statement.path("status").asText())
        .isIn("not_affected", "affected", "fixed", "under_investigation");
    if (statement.path("status").asText().equals("not_affected")) {
      assertThat(statement.path("justification").asText())
          .isIn(
              Set.of(
                  "component_not_present",
                  "vulnerable_code_not_present",
                  "vulnerable_code_not_in_execute_path",
                  "vulnerable_code_cannot_be_controlled_by_adversary",
                  "inline_mitigations_already_exist"));
      assertThat(statement.path("impact_statement").asText()).isNotBlank();
    }
    if (statement.path("status").asText().equals("affected")) {
      assertThat(statement.path("action_statement").asText()).isNotBlank();
    }
  }

  static JsonNode vex() throws IOException {
    return new ObjectMapper().readTree(Path.of("docs/vex.openvex.json").toFile());
  }

  private static List<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(Path.of("SECURITY.md")))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
