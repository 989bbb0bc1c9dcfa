package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.token.ClaimSet;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds every file of {@code kamelets/} against Camel's schemas and the rules of its catalogue. */
class KameletsTest {
  private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final String SUFFIX = ".kamelet.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z0-9]+)}}");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(KAMELETS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void fitsTheSchemaOfKameletsWithoutUnknownMembers(Path file) throws IOException {
    JsonNode crd = resource("/camel.apache.org_kamelets.yaml");
    JsonNode schema = closed(crd.at("/spec/versions/0/schema/openAPIV3Schema"));

    assertThat(validator(schema).validate(read(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasATemplateThatFitsTheSchemaOfRoutes(Path file) throws IOException {
    JsonNode template = read(file).at("/spec/template");
    ObjectNode beans = JSON.createObjectNode();
    beans.set("beans", template.path("beans"));
    ObjectNode from = JSON.createObjectNode();
    from.set("from", template.path("from"));

    assertThat(
            validator(resource("/schema/camelYamlDsl.json"))
                .validate(JSON.createArrayNode().add(beans).add(from)))
        .isEmpty();
    boolean source = file.toString().endsWith("-source" + SUFFIX);
    assertThat(from.at("/from/uri").asText().equals("kamelet:source")).isEqualTo(!source);
    assertThat(from.toString().contains("kamelet:sink")).isEqualTo(source);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isNamedAndDescribedAsTheCatalogueDoes(Path file) throws IOException {
    JsonNode kamelet = read(file);
    String name = file.getFileName().toString().replace(SUFFIX, "");
    String type = name.substring(name.lastIndexOf('-') + 1);
    JsonNode annotations = kamelet.at("/metadata/annotations");

    assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
    assertThat(type).isIn("action", "source", "sink");
    assertThat(kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText())
        .isEqualTo(type);
    assertThat(annotations.path("camel.apache.org/kamelet.icon").asText())
        .startsWith("data:image/svg+xml;base64,");
    assertThat(annotations.path("camel.apache.org/provider").asText()).isNotBlank();
    assertThat(kamelet.at("/spec/definition/title").asText())
        .startsWith("LiveKit ")
        .endsWith(type.substring(0, 1).toUpperCase() + type.substring(1));
    assertThat(kamelet.at("/spec/definition/description").asText()).endsWith(".");
    assertThat(Path.of("docs/kamelets", name + ".md")).exists();
    assertThat(kamelet.at("/spec/dependencies").toString())
        .contains("\"mvn:livekit.routes:livekit-routes:" + versionOfTheBuild() + "\"");
  }

  @ParameterizedTest
  @MethodSource("files")
  void usesEachParameterAndDescribesIt(Path file) throws IOException {
    JsonNode definition = read(file).at("/spec/definition");
    Set<String> names = new TreeSet<>();
    definition.path("properties").fieldNames().forEachRemaining(names::add);
    Set<String> beans = new TreeSet<>();
    read(file).at("/spec/template/beans").forEach(bean -> beans.add(bean.path("name").asText()));
    Matcher used = PLACEHOLDER.matcher(Files.readString(file));
    Set<String> usedNames = used.results().map(r -> r.group(1)).collect(Collectors.toSet());

    assertThat(usedNames)
        .isEqualTo(Stream.of(names, beans).flatMap(Set::stream).collect(Collectors.toSet()));
    definition.path("required").forEach(name -> assertThat(names).contains(name.asText()));
    assertThat(names).doesNotContainAnyElementsOf(optionsOfTheComponent());
    String page =
        Files.readString(
            Path.of("docs/kamelets", read(file).at("/metadata/name").asText() + ".md"));
    for (String name : names) {
      JsonNode property = definition.path("properties").path(name);
      assertThat(property.path("title").asText()).as(name).isNotBlank();
      assertThat(property.path("description").asText()).as(name).endsWith(".");
      assertThat(property.path("type").asText()).as(name).isIn("string", "boolean", "integer");
      assertThat(page).contains("| `" + name + "` |");
    }
  }

  /** It signs administrative grants, which the public endpoints must never do. */
  @Test
  void noRouteOfTheServiceSignsWithAKamelet() throws IOException {
    try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
      for (Path route : routes.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(route)).as("%s", route).doesNotContain("livekit-token-action");
      }
    }
  }

  /** Its page too: the one table is livekit.routes.token.TokenClaim. */
  @Test
  void theTokenKameletHasEveryMemberOfATokenAndNoOther() throws IOException {
    Set<String> names = new TreeSet<>();
    read(KAMELETS.resolve("livekit-token-action" + SUFFIX))
        .at("/spec/definition/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    names.removeAll(Set.of("ttl", "apiKey", "apiSecret"));

    assertThat(names).isEqualTo(ClaimSet.members()).isEqualTo(TokenActionTest.ALL.keySet());
  }

  private static String versionOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>livekit-routes</artifactId>\\s*<version>(.+?)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  /** An option of the component never reaches the template. */
  private static Set<String> optionsOfTheComponent() {
    return Stream.of(KameletEndpoint.class.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(UriParam.class))
        .map(Field::getName)
        .collect(Collectors.toSet());
  }

  /** The schema says which members there are, and Kubernetes drops any other: here it fails. */
  private static JsonNode closed(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.has("x-kubernetes-preserve-unknown-fields")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(KameletsTest::closed);
    return schema;
  }

  private static JsonSchema validator(JsonNode schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }

  private static JsonNode resource(String name) {
    try (InputStream in = KameletsTest.class.getResourceAsStream(name)) {
      return parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in);
    }
  }

  private static JsonNode parse(InputStream in) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
  }
}
