package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import livekit.routes.flow.RoutesRefusedException;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --check} and a reload say of HTTP in a team's routes that is dangerous in Camel. */
class HttpCallsCheckTest {
  private static final String ROUTE =
      """
      - route:
          id: fetch
          from:
            uri: "%s"
            steps:
              %s
      - route:
          id: called
          from:
            uri: "direct:called"
            steps:
              - to: {uri: "https://called.example"}
      """;

  @TempDir private Path directory;
  private EditedRoutes routes;

  @BeforeEach
  void copy() throws IOException {
    routes = EditedRoutes.at(directory.resolve("routes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"platform-http:proxy", "platform-http:proxy-all", "platform-http:{{team.path}}"})
  void refusesAProxy(String uri) throws IOException {
    write(uri, "- to: {uri: \"log:seen\"}");
    assertThatThrownBy(() -> check("team.path=proxy-x"))
        .isInstanceOf(RoutesRefusedException.class)
        .hasMessageStartingWith(routes.file("fetch") + ":4: a path that begins with proxy ");
  }

  @Test
  void refusesAProxyOfTheRestDsl() throws IOException {
    Files.writeString(
        routes.file("fetch"),
        """
        - rest:
            path: /proxy
            get:
              - path: /first
                to: direct:fetch
        - route:
            id: fetch
            from:
              uri: direct:fetch
              steps:
                - to: {uri: "log:seen"}
        """);
    assertThatThrownBy(() -> check())
        .isInstanceOf(RoutesRefusedException.class)
        .hasMessageContaining("a path that begins with proxy ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "platform-http:/a | - to: {uri: 'https://b.example?followRedirects=true'} | 6",
        "platform-http:/a | - to: {uri: 'https://b.example', parameters: {followRedirects: true}} | 6",
        "platform-http:/a | - toD: {uri: 'https://b.example/${body}?followRedirects={{team.yes}}'} | 6",
        "timer:a          | - to: {uri: 'https://b.example'}                      | 6",
        "timer:a          | - to: {uri: 'direct:called'}                          | 12",
        "timer:a          | - toD: {uri: '{{team.url}}/${body}'}                  | 6",
        "seda:a           | - wireTap: {uri: 'https://b.example?followRedirects=true'} | 6",
        "timer:a          | - filter: {simple: '${body}', steps: [{removeHeaders: {pattern: '*', excludePattern: 'CamelHttp*'}}, {to: {uri: 'http://b.example'}}]} | 6",
        "timer:a          | - filter: {simple: '${body}', steps: [{removeHeaders: {pattern: '*'}}, {to: {uri: 'http://b.example'}}, {removeHeader: {name: a}}]} | 0",
        "timer:a          | - recipientList: {constant: 'https://b.example'}       | 6",
      })
  void warnsOfACallWithItsFileAndLine(String from, String step, int line) throws Exception {
    write(from, step);
    String said = check("team.yes=true", "team.url=https://b.example");
    assertThat(said).endsWith(" routes are fine");
    if (line > 0) {
      assertThat(said.lines().count()).isEqualTo(2);
      assertThat(said)
          .startsWith("livekit-routes: warning: " + routes.file("fetch") + ":" + line + ": ");
    } else {
      assertThat(said.lines().count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "platform-http:/proxies | - to: {uri: 'https://b.example?followRedirects=false'}",
        "timer:a | - to: {uri: 'https://b.example', parameters: {bridgeEndpoint: true}}",
        "timer:a | - to: {uri: 'direct:list-rooms'}",
        "seda:a  | - to: {uri: 'https://b.example'}",
        "timer:a | - step: {steps: [{removeHeaders: {pattern: 'Camel*'}}, {to: {uri: 'direct:called'}}]}",
      })
  void saysNothingOfWhatIsSafe(String from, String step) throws Exception {
    write(from, step);
    assertThat(check()).startsWith("livekit-routes: the settings and ");
  }

  @Test
  void warnsInTheLogAtTheStartAndAtEachReload() throws IOException {
    write("timer:a?delay=3600000", "- to: {uri: \"https://b.example\"}");
    String warning = "WARN " + routes.file("fetch") + ":6: a header of a message from timer: ";
    try (LogLines log = LogLines.of("livekit.routes");
        RunningGateway gateway = RunningGateway.with(routes.settings(Map.of()))) {
      assertThat(log.lines()).anyMatch(line -> line.startsWith(warning));
      routes.add("say-hello", "/hello", "new");
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> Http.get(gateway.url("/hello")).body().equals("new"));
      await()
          .until(() -> log.lines().stream().filter(line -> line.startsWith(warning)).count() == 2);
    }
  }

  private void write(String from, String step) throws IOException {
    Files.writeString(routes.file("fetch"), ROUTE.formatted(from, step));
  }

  private String check(String... properties) throws Exception {
    Main main = new Main();
    main.addOverrideProperty("routes.directory", routes.directory().toString());
    for (String property : properties) {
      main.addOverrideProperty(property.split("=")[0], property.split("=")[1]);
    }
    return new RoutesCheck(Map.of()).check(main);
  }
}
