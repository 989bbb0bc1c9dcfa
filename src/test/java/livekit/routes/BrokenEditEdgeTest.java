package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit that is wrong is refused with its file and line, and what serves goes on. */
class BrokenEditEdgeTest {
  private static final String REQUEST =
      """
      {"room_name":"a-room","participant_name":"ada","participant_identity":"ada"}""";
  private static final String ANSWER = "livekit_not_configured";

  @TempDir private static Path directory;
  private static EditedRoutes routes;
  private static RunningGateway gateway;

  @BeforeAll
  static void serve() throws IOException {
    routes = EditedRoutes.at(directory.resolve("routes"));
    gateway =
        RunningGateway.with(
            routes.settings(Map.of("AUTH_API_SECRET", "secret", "A_SECRET", "not-to-be-shown")));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          broken YAML | list-rooms | setVariable: {name: service | setVariable: [name: service | setVariable: {name: service | expected
          an unknown step | list-rooms | setBody: | setBoody: | setBody: | setBoody is not known here
          an unknown option | list-rooms | {name: grant, | {nam: grant, | {name: grant, | setVariable: nam is not known here
          an unknown language | call-livekit | jsonpath: { | jsonpat: { | above jsonpath: { | jsonpat does not fit here
          a value of another type | call-livekit | suppressExceptions: true | suppressExceptions: 5 | suppressExceptions: true | integer found, boolean expected
          an unknown component | list-rooms | "direct:call-livekit" | "dirct:call-livekit" | "direct:call-livekit" | there is no component dirct
          an unknown option of a component | list-rooms | "direct:call-livekit" | "direct:call-livekit?secret={{A_SECRET}}" | "direct:call-livekit" | Unknown parameters
          no route of this name | list-rooms | "direct:call-livekit" | "direct:call-livekid" | "direct:call-livekit" | there is no route from direct:call-livekid
          an unknown bean | list-rooms | ref: roomRequests | ref: roomRequest | setBody: | there is no bean roomRequest
          an unknown method of an expression | list-rooms | method: list} | method: lst} | setBody: | the bean roomRequests has no method lst
          an unknown method of a step | answer-problem | method: giveBack} | method: giveBak} | method: giveBack} | the bean roomClaims has no method giveBak
          a property that is not set | answer-problem | "${body.status} >= 500" | "${body.status} >= {{nothing}}" | id: problem-is-ours | {{nothing}} is not set
          a wrong expression | answer-problem | "${body.status} >= 500" | "${body.status >= 500" | id: problem-is-ours | expected symbol functionEnd
          an unknown exception | apply-policy | room.RoomNotAllowedException | room.RoomNotAlowedException | room.RoomNotAllowedException | there is no exception
          the name of another route | take-over-lease | uri: direct:take-over-lease | uri: direct:sign-token | uri: direct:take-over-lease | direct:sign-token is that of another route
          the error table | handle-errors | of(403, 'room_not_owned', | off(403, 'room_not_owned', | of(403, 'room_not_owned', | the bean problems has no method off
          """)
  void isRefused(String kind, String route, String text, String other, String place, String reason)
      throws IOException {
    String right = Files.readString(routes.file(route));
    String part = place.replaceFirst("^above ", "");
    assertThat(right).contains(text, part);
    int line = (int) right.substring(0, right.indexOf(part)).lines().count();
    refused(
        () ->
            routes.replace(
                route,
                right.replaceFirst(
                    java.util.regex.Pattern.quote(text),
                    java.util.regex.Matcher.quoteReplacement(other))),
        error ->
            error.matches("(?s)ERROR \\Q" + directory + "\\E\\S+:\\d+: .*")
                && error.contains(reason),
        () -> routes.replace(route, right),
        routes.file(route).toString(),
        place.equals(part) ? line : line - 1);
  }

  @Test
  void ofAnIdThatTwoRoutesHaveIsRefused() throws IOException {
    String right = Files.readString(routes.file("find-room"));
    refused(
        () -> routes.replace("find-rooms", right),
        error -> error.contains("the id find-room is that of another route"),
        () -> Files.delete(routes.file("find-rooms")),
        routes.file("find-rooms").toString(),
        5);
  }

  @Test
  void ofAPathThatTwoRoutesHaveIsRefused() throws IOException {
    refused(
        () -> routes.add("say-token", "/livekit/token?httpMethodRestrict=GET,POST", "x"),
        error -> error.contains("POST /livekit/token"),
        () -> Files.delete(routes.file("say-token")),
        "-token.camel.yaml",
        0);
  }

  @Test
  void ofAFileThatIsEmptyIsRefused() throws IOException {
    String right = Files.readString(routes.file("find-room"));
    refused(
        () -> Files.writeString(routes.file("find-room"), ""),
        error -> error.contains("empty"),
        () -> routes.replace("find-room", right),
        routes.file("find-room").toString(),
        1);
  }

  @Test
  void ofAFileThatIsGoneAndStillCalledIsRefused() throws IOException {
    String right = Files.readString(routes.file("apply-policy"));
    refused(
        () -> Files.delete(routes.file("apply-policy")),
        error -> error.contains("direct:apply-policy"),
        () -> routes.replace("apply-policy", right),
        routes.file("authorize-caller").toString(),
        0);
  }

  private interface Edit {
    void make() throws IOException;
  }

  /** A line of 0 is any. */
  private static void refused(
      Edit edit, Predicate<String> reason, Edit repair, String file, int line) throws IOException {
    try (LogLines log = LogLines.of("livekit.routes")) {
      try {
        edit.make();
        soon().untilAsserted(() -> assertThat(errors(log)).isNotEmpty());
        assertThat(errors(log)).anyMatch(reason);
        assertThat(errors(log))
            .anyMatch(error -> error.contains(file + ":" + (line == 0 ? "" : line + ":")))
            .noneMatch(error -> error.contains("not-to-be-shown"));
        assertThat(gateway.token("Bearer secret", REQUEST).body()).contains(ANSWER);
      } finally {
        repair.make();
        soon().until(() -> log.lines().stream().anyMatch(l -> l.contains("are again those")));
      }
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20));
  }

  private static List<String> errors(LogLines log) {
    return log.lines().stream().filter(line -> line.startsWith("ERROR ")).toList();
  }
}
