package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.rpc.Rpc;
import livekit.routes.rpc.RpcTable;
import org.junit.jupiter.api.Test;

/** docs/from-the-sdks.md against the READMEs and the clients of the SDKs that are installed. */
class FromTheSdksContractTest {
  private static final Pattern CALL = Pattern.compile("\\b(new )?(?:\\w+\\.)*(\\w+)\\(");
  private static final Pattern METHOD = Pattern.compile("(?m)^  async (\\w+)\\(");
  private static final Pattern PYTHON_METHOD = Pattern.compile("(?m)^    async def ([a-z]\\w+)\\(");

  /** Of the web server in the example of a webhook, and of the console. */
  private static final Set<String> NOT_OF_THE_SDK = Set.of("post", "get", "log");

  private static final Map<String, String> SERVICES =
      Map.of(
          "RoomService", "RoomService",
          "Egress", "Egress",
          "Ingress", "Ingress",
          "Sip", "SIP",
          "AgentDispatch", "AgentDispatchService",
          "Connector", "Connector");

  private final String page = read(Path.of("docs/from-the-sdks.md"));

  @Test
  void hasEveryCallInTheReadmeOfTheJavaScriptSdk() {
    Set<String> calls = calls(read(javaScript().resolve("README.md")), "typescript", "//");

    assertThat(calls).contains("createDispatch", "receive", "new LiveKitAPI", "verify", "toJwt");
    assertThat(calls).allSatisfy(call -> assertThat(page).contains(call + "("));
  }

  @Test
  void hasEveryCallInTheReadmeOfThePythonSdk() throws IOException {
    Set<String> calls =
        calls(read(python("livekit_api-*.dist-info").resolve("METADATA")), "python", "#");

    assertThat(calls).contains("LiveKitAPI", "with_token");
    assertThat(calls).allSatisfy(call -> assertThat(page).contains(call + "("));
  }

  /** As the page says: the same name but for its case, or named as an exception. */
  @Test
  void saysHowTheMethodsOfTheClientsAreFound() throws IOException {
    Set<String> rpcs =
        RpcTable.bundled().all().stream()
            .map(Rpc::toString)
            .map(String::toLowerCase)
            .collect(Collectors.toSet());
    Set<String> others = new TreeSet<>();
    SERVICES.forEach(
        (client, service) -> {
          String source = read(javaScript().resolve("src/" + client + "Client.ts"));
          METHOD
              .matcher(source)
              .results()
              .map(found -> found.group(1))
              .filter(method -> !rpcs.contains((service + "/" + method).toLowerCase()))
              .forEach(others::add);
        });

    assertThat(others)
        .containsExactlyInAnyOrder(
            "createSipTrunk",
            "getDispatch",
            "updateSipDispatchRuleFields",
            "updateSipInboundTrunkFields",
            "updateSipOutboundTrunkFields")
        .allSatisfy(method -> assertThat(page).contains("`" + method + "`"));
  }

  /** What the page writes of Python is not only in its README. */
  @Test
  void namesMethodsThatThePythonSdkHas() throws IOException {
    Path api = python("livekit").resolve("api");
    StringBuilder source = new StringBuilder();
    try (Stream<Path> files = Files.list(api)) {
      files
          .filter(file -> file.toString().endsWith(".py"))
          .map(FromTheSdksContractTest::read)
          .forEach(source::append);
    }
    Set<String> methods =
        PYTHON_METHOD
            .matcher(source)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(Pattern.compile("lkapi\\.\\w+\\.(\\w+)\\(").matcher(page).results().toList())
        .hasSizeGreaterThan(8)
        .allSatisfy(call -> assertThat(methods).contains(call.group(1)));
  }

  private static Set<String> calls(String readme, String language, String comment) {
    Set<String> calls = new TreeSet<>();
    Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(readme)
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst("(^|\\s)" + comment + ".*", ""))
        .forEach(
            line ->
                CALL.matcher(line)
                    .results()
                    .filter(call -> !NOT_OF_THE_SDK.contains(call.group(2)))
                    .filter(call -> !Set.of("if", "catch").contains(call.group(2)))
                    .forEach(
                        call -> calls.add((call.group(1) == null ? "" : "new ") + call.group(2))));
    return calls;
  }

  private static Path javaScript() {
    Sdk.JAVASCRIPT.require();
    return Path.of(System.getenv("LIVEKIT_SDK_JAVASCRIPT"), "livekit-server-sdk");
  }

  /** A directory among the packages of Python's virtual environment. */
  private static Path python(String glob) throws IOException {
    Sdk.PYTHON.require();
    Path environment = Path.of(System.getenv("LIVEKIT_SDK_PYTHON")).getParent().getParent();
    PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:**/site-packages/" + glob);
    try (Stream<Path> directories = Files.walk(environment.resolve("lib"), 4)) {
      return directories.filter(wanted::matches).findFirst().orElseThrow();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
