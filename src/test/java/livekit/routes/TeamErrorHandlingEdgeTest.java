package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose error handling holds where a route of a team fails, or what it calls. */
class TeamErrorHandlingEdgeTest {
  private static final String DEAD_LETTERS =
      """
      - errorHandler:
          deadLetterChannel:
            deadLetterUri: bean:seen?method=add('dead')
            redeliveryPolicy: {maximumRedeliveries: 2, redeliveryDelay: 10, logStackTrace: false}
      """;
  private static final String TIMER =
      """
      - route:
          id: fetch
          from:
            uri: "timer:fetch?repeatCount=1&delay=0"
            steps:
              %s
      """;
  private static final String HTTP =
      """
      - route:
          id: ask
          from:
            uri: "platform-http:/ask"
            steps:
              %s
      """;

  /** Is refused: nobody has said who is calling. */
  private static final String STEP_OF_OURS = "- to: {uri: \"direct:authenticate-caller\"}";

  @TempDir private Path extra;
  private final Seen seen = new Seen();

  @BeforeEach
  void addSteps() throws IOException {
    write(
        "team-step",
        """
        - route:
            id: team-step
            from:
              uri: direct:team-step
              steps:
                - bean: {ref: seen, method: "fail('step')"}
        """);
    Files.writeString(
        extra.resolve("fail.kamelet.yaml"),
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: fail
        spec:
          definition: {title: Fails}
          template:
            from:
              uri: kamelet:source
              steps:
                - bean: {ref: seen, method: "fail('kamelet')"}
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- bean: {ref: seen, method: \"fail('route')\"}",
        "- to: {uri: \"direct:team-step\"}",
        "- to: {uri: \"kamelet:fail\"}",
        "- toD: {uri: \"kamelet:${variable.none}fail\"}"
      })
  void deliversAgainAndThenToTheDeadLettersOfTheTeam(String step) throws IOException {
    write("fetch", DEAD_LETTERS + TIMER.formatted(step));
    try (RunningGateway gateway = serve()) {
      await().untilAsserted(() -> assertThat(seen.all).contains("dead"));
      assertThat(seen.all).hasSize(4).endsWith("dead");
      assertThat(gateway.sets().started()).isTrue();
    }
  }

  @Test
  void takesWhatFailsInAStepOfOursToTheDeadLettersOfTheTeam() throws IOException {
    write("fetch", DEAD_LETTERS + TIMER.formatted(STEP_OF_OURS));
    try (RunningGateway gateway = serve()) {
      await().untilAsserted(() -> assertThat(seen.all).containsExactly("dead"));
      assertThat(gateway.sets().started()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"- bean: {ref: seen, method: \"fail('route')\"}", STEP_OF_OURS})
  void leavesAMessageToTheOnExceptionOfItsFile(String step) throws IOException {
    write(
        "fetch",
        """
        - onException:
            exception: [java.lang.Exception]
            handled: {constant: {expression: "true"}}
            steps:
              - bean: {ref: seen, method: "add('handled')"}
        """
            + TIMER.formatted(step));
    try (RunningGateway gateway = serve()) {
      await().untilAsserted(() -> assertThat(seen.all).contains("handled"));
      assertThat(gateway.sets().started()).isTrue();
    }
  }

  @Test
  void leavesTheFailureOfAMessageToItsConsumer() throws IOException {
    // As a Kafka consumer: told of the failure, it does not go on to the next record.
    write(
        "fetch",
        TIMER
            .formatted("- bean: {ref: seen, method: \"fail('route')\"}")
            .replace("delay=0", "delay=0&bridgeErrorHandler=false&exceptionHandler=#seen"));
    try (RunningGateway gateway = serve()) {
      await().untilAsserted(() -> assertThat(seen.all).containsExactly("route", "told"));
      assertThat(gateway.sets().started()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- to: {uri: 'direct:authenticate-caller'} | missing_credentials",
        "- bean: {ref: seen, method: 'fail(1)'}    | internal_error",
        "- to: {uri: 'direct:team-step'}           | internal_error",
        "- to: {uri: 'kamelet:fail'}               | internal_error",
        "- toD: {uri: 'kamelet:${variable.none}fail'}  | internal_error",
      })
  void answersARequestWithOurProblemsWhereTheTeamSaysNothing(String step, String code)
      throws IOException {
    write("ask", HTTP.formatted(step));
    try (RunningGateway gateway = serve()) {
      assertThat(Http.get(gateway.url("/ask")).body()).contains("\"code\":\"" + code + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.lang.IllegalStateException                     | missing_credentials",
        "livekit.routes.tenant.MissingCredentialsException   | the team's answer",
        "java.lang.Exception                                 | the team's answer"
      })
  void answersARequestAsTheOnExceptionOfItsFileSaysAndElseWithOurProblems(
      String exception, String answer) throws IOException {
    write(
        "ask",
        """
        - onException:
            exception: [%s]
            handled: {constant: {expression: "true"}}
            steps:
              - setBody: {expression: {constant: {expression: "the team's answer"}}}
        """
                .formatted(exception)
            + HTTP.formatted(STEP_OF_OURS));
    try (RunningGateway gateway = serve()) {
      assertThat(Http.get(gateway.url("/ask")).body()).contains(answer);
    }
  }

  @Test
  void keepsTheTableForARouteOfOursThatTheTeamReplaces() throws IOException {
    String ours = Files.readString(Path.of("routes/list-rooms.camel.yaml"));
    assertThat(ours).contains("id: list-rooms");
    write(
        "show-rooms",
        Files.readString(Path.of("routes/show-rooms.camel.yaml"))
            .replaceFirst(
                "steps:", "steps:\n        - bean: {ref: seen, method: \"fail('ours')\"}"));
    try (RunningGateway gateway = serve()) {
      assertThat(Http.get(gateway.url("/livekit/rooms")).body()).contains("internal_error");
    }
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(extra.resolve(name + ".camel.yaml"), yaml);
  }

  private RunningGateway serve() {
    Map<String, String> settings =
        Map.of("ROUTES_EXTRA", extra.toString(), "AUTH_API_SECRET", "a-secret");
    return RunningGateway.replacing(settings, "seen", seen);
  }

  /** What has happened, in order. */
  public static final class Seen implements org.apache.camel.spi.ExceptionHandler {
    private final List<String> all = new CopyOnWriteArrayList<>();

    /** Notes it. */
    public void add(String what) {
      all.add(what);
    }

    /** Notes it, and fails. */
    public void fail(String what) {
      all.add(what);
      throw new IllegalArgumentException(what);
    }

    @Override
    public void handleException(Throwable failure) {
      all.add("told");
    }

    @Override
    public void handleException(String message, Throwable failure) {
      all.add("told");
    }

    @Override
    public void handleException(
        String message, org.apache.camel.Exchange exchange, Throwable failure) {
      all.add("told");
    }
  }
}
