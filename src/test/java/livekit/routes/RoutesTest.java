package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds every file of {@code routes/} against Camel's schema and the house's rules. */
class RoutesTest {
  private static final Path ROUTES = Path.of("routes");
  private static final String SUFFIX = ".camel.yaml";
  private static final Pattern DIRECT = Pattern.compile("direct:([a-z0-9-]+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA = schema();

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void fitsTheSchemaOfCamel(Path file) throws IOException {
    assertThat(SCHEMA.validate(read(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isOneRouteNamedAsItsFileWithADescription(Path file) throws IOException {
    assertThat(file.getFileName().toString()).endsWith(SUFFIX);
    JsonNode entries = read(file);
    // Before it may be what the file alone does about failures.
    int last = entries.size() - 1;
    for (int i = 0; i < last; i++) {
      assertThat(entries.get(i).has("onException")).isTrue();
    }

    JsonNode route = entries.get(last).path("route");
    if (route.isMissingNode()) {
      // The error table is named for its purpose; without an id it holds for every route.
      JsonNode table = entries.get(0).path("routeConfiguration");
      assertThat(table.path("description").asText()).isNotBlank();
      assertThat(table.has("id")).isFalse();
      return;
    }
    assertThat(route.path("id").asText()).isEqualTo(nameOf(file));
    assertThat(route.path("description").asText()).endsWith(".");
    String uri = route.path("from").path("uri").asText();
    assertThat(uri.startsWith("direct:") ? uri : "direct:" + nameOf(file))
        .isEqualTo("direct:" + nameOf(file));
  }

  @Test
  void everyDirectThatIsCalledExists() throws IOException {
    Set<String> called = new TreeSet<>();
    for (Path file : files()) {
      Matcher matcher = DIRECT.matcher(Files.readString(file));
      while (matcher.find()) {
        called.add(matcher.group(1));
      }
    }
    Set<String> names = files().stream().map(RoutesTest::nameOf).collect(Collectors.toSet());
    assertThat(called).isNotEmpty().isSubsetOf(names);
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replace(SUFFIX, "");
  }

  private static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return JSON.valueToTree(yaml);
    }
  }

  private static JsonSchema schema() {
    try (InputStream in = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(in, SchemaValidatorsConfig.builder().preloadJsonSchema(false).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
