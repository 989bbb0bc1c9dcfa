package livekit.routes.kamelet;

import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.rpc.Rpc;
import livekit.routes.rpc.RpcTable;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.twirp.BadServer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The steps that docs/from-the-sdks.md shows are steps that there are. */
class FromTheSdksTest {
  private static final Path PAGE = Path.of("docs/from-the-sdks.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RpcTable RPCS = RpcTable.bundled();

  /** A row's step, and the request of the row where it has one. */
  record Step(String kamelet, Map<String, String> parameters, String body) {}

  static List<Step> steps() {
    return Stream.of(PAGE, Path.of("README.md"))
        .flatMap(page -> read(page).lines())
        .flatMap(
            line ->
                find(
                    "`(- to: \\{uri: kamelet:.*?)`(?: with the body `(\\{.*?})`)?(?=[;:. |])", line)
                    .stream())
        .map(found -> step(parse(found.group(1)).path(0).path("to"), found.group(2)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void namesKameletsAndTheirParameters(Step step) throws IOException {
    Path kamelet = Path.of("src/main/resources/kamelets", step.kamelet() + ".kamelet.yaml");
    JsonNode properties = parse(Files.readString(kamelet)).at("/spec/definition/properties");

    assertThat(step.parameters().keySet()).allMatch(properties::has);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void namesMethodsOfLiveKitWithRequestsThatSayWhatTheyAreFor(Step step) throws IOException {
    if (step.kamelet().equals("livekit-rpc-action")) {
      Rpc rpc = RPCS.find(step.parameters().get("service"), step.parameters().get("method"));
      assertThat(step.body()).as(rpc + " has a request").isNotNull();
      // Throws where a field is missing that decides about a grant.
      assertThat(rpc.claimsFor((ObjectNode) JSON.readTree(step.body()))).isNotEmpty();
    }
  }

  /** A wrong parameter stops the start. */
  @Test
  void startsWithEachStep() throws Exception {
    int number = 0;
    StringBuilder routes = new StringBuilder();
    for (Step step : steps()) {
      routes.append(
          PlainApplication.route("direct:" + number++, step.kamelet(), step.parameters()));
    }
    try (BadServer livekit = new BadServer();
        PlainApplication application =
            PlainApplication.with(routes.toString(), connectedTo(livekit))) {
      assertThat(number).isGreaterThan(12);
      assertThat(application.context().getRouteController().getRouteStatus("direct:0").isStarted())
          .isTrue();
    }
  }

  @Test
  void listsEveryMethodOfLiveKit() {
    Set<String> listed =
        section("## Every other method")
            .lines()
            .flatMap(
                line -> find("^\\| `.*` \\| `(\\w+)` \\| (\\w+(?:, \\w+)*) \\|$", line).stream())
            .flatMap(row -> Stream.of(row.group(2).split(", ")).map(m -> row.group(1) + "/" + m))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed)
        .isEqualTo(RPCS.all().stream().map(Rpc::toString).collect(Collectors.toSet()));
  }

  @Test
  void namesEndpointsAndKameletsThatThereAre() throws IOException {
    Set<String> there = new TreeSet<>();
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      routes
          .filter(Files::isRegularFile)
          .flatMap(route -> find("platform-http:(\\S+)", read(route)).stream())
          .forEach(path -> there.add(path.group(1)));
    }
    assertThat(find("(?<=[`\\s])/livekit/[a-z]+(?=[/`])", read(PAGE)))
        .hasSizeGreaterThan(5)
        .allSatisfy(path -> assertThat(there).contains(path.group()));
    for (MatchResult kamelet : find("livekit-[a-z-]+-(?:action|source)", read(PAGE))) {
      assertThat(KameletsTest.files().toString()).contains(kamelet.group() + ".kamelet.yaml");
    }
  }

  @Test
  void showsRoutesThatLoadAndCall() throws Exception {
    Path request = Files.createTempFile("egress", ".json");
    Files.writeString(request, "{\"room_name\":\"my-room\"}");
    String routes =
        blocks().stream()
            .collect(Collectors.joining("\n"))
            .replaceAll("\\{\\{env:EGRESS_REQUEST:.*?}}", request.toString());
    try (BadServer livekit = new BadServer();
        PlainApplication application = PlainApplication.with(routes, connectedTo(livekit))) {
      assertThat(blocks()).hasSize(3);

      String caller =
          JSON.createObjectNode().put("room", "a\",\"b, c").put("identity", "'Ada'").toString();
      livekit.will(answer(200, "{}"));
      assertThat(send(application, "remove-participant", caller).getException()).isNull();
      assertThat(sent(livekit)).isEqualTo(JSON.readTree(caller));

      livekit.will(
          answer(400, "{\"code\":\"failed_precondition\",\"meta\":{\"sip_status_code\":\"486\"}}"));
      assertThat(send(application, "call-a-phone", "{}").getException()).isNull();
      livekit.will(answer(400, "{\"code\":\"failed_precondition\"}"));
      assertThat(send(application, "call-a-phone", "{}").getException()).isNotNull();

      livekit.will(answer(200, "{\"egress_id\":\"EG_1\"}"));
      assertThat(send(application, "record-room", "").getVariable("egressId")).isEqualTo("EG_1");
      assertThat(sent(livekit)).isEqualTo(JSON.readTree("{\"room_name\":\"my-room\"}"));
    }
  }

  private static Map<String, Object> connectedTo(BadServer livekit) {
    return Map.of(
        "livekit",
        LiveKitConnection.ofEnvironment(
            Map.of(
                "LIVEKIT_URL", livekit.url(),
                "LIVEKIT_API_KEY", "key",
                "LIVEKIT_API_SECRET", "secret-of-at-least-32-bytes-for-it")));
  }

  private static Exchange send(PlainApplication application, String route, String body) {
    return application.sendTo("direct:" + route, body);
  }

  private static JsonNode sent(BadServer livekit) throws IOException {
    List<BadServer.Request> requests = livekit.requests();
    return JSON.readTree(requests.get(requests.size() - 1).body());
  }

  private static List<String> blocks() {
    return find("(?s)\n```yaml\n(.*?)```\n", read(PAGE)).stream().map(m -> m.group(1)).toList();
  }

  private static String section(String heading) {
    String page = read(PAGE);
    int start = page.indexOf("\n" + heading + "\n") + 1;
    return page.substring(start, page.indexOf("\n## ", start));
  }

  private static Step step(JsonNode to, String body) {
    Map<String, String> parameters =
        JSON.convertValue(to.path("parameters"), new TypeReference<>() {});
    return new Step(
        to.path("uri").asText().replaceFirst("^kamelet:", ""),
        parameters == null ? Map.of() : parameters,
        body);
  }

  private static JsonNode parse(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
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
