package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when files of the routes change while they serve. */
class ReloadEdgeTest {
  private static final String TOKEN =
      """
      {"room_name":"a-room","participant_name":"ada","participant_identity":"ada"}""";
  private static final String QUERY = "/livekit/token?api_key=" + HoldingLiveKit.TENANT_SECRET;
  private static final String KNOCK = "Send the credentials as Authorization: Bearer.";

  @TempDir private Path directory;
  private EditedRoutes routes;

  @BeforeEach
  void copy() throws IOException {
    routes = EditedRoutes.at(directory.resolve("routes"));
  }

  @Test
  void servesAnEditOfOneFile() throws IOException {
    try (RunningGateway gateway = serve(Map.of("AUTH_API_SECRET", "secret"))) {
      assertThat(gateway.token(null, TOKEN).body()).contains(KNOCK);
      routes.edit("handle-errors", KNOCK, "Knock first.");
      soon()
          .untilAsserted(
              () -> assertThat(gateway.token(null, TOKEN).body()).contains("Knock first."));
    }
  }

  @Test
  void servesFilesThatAreAddedReplacedAndRemoved() throws IOException {
    try (RunningGateway gateway = serve(Map.of())) {
      assertThat(get(gateway, "/hello").statusCode()).isEqualTo(404);
      routes.add("say-hello", "/hello", "one");
      soon().until(() -> get(gateway, "/hello").body().equals("one"));
      routes.add("say-hello", "/hello", "two");
      routes.add("say-goodbye", "/goodbye", "three");
      soon().until(() -> get(gateway, "/hello").body().equals("two"));
      assertThat(get(gateway, "/goodbye").body()).isEqualTo("three");
      Files.delete(routes.file("say-hello"));
      soon().until(() -> get(gateway, "/hello").statusCode() == 404);
      assertThat(get(gateway, "/goodbye").body()).isEqualTo("three");
    }
  }

  @Test
  void servesRestDefinitionsKameletsAndBeansToo() throws IOException {
    String bean =
        """
        - beans:
            - name: greeting
              type: java.util.concurrent.atomic.AtomicReference
              constructors: {0: %s}
        """;
    Files.writeString(
        routes.directory().resolve("greet.kamelet.yaml"),
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: greet
        spec:
          definition: {title: Greets}
          template:
            from:
              uri: kamelet:source
              steps:
                - setBody: {simple: "${bean:greeting?method=get}"}
        """);
    Files.writeString(routes.file("greeting"), bean.formatted("one"));
    Files.writeString(
        routes.file("answer-greeting"),
        """
        - rest:
            path: /greetings
            get:
              - path: /first
                to: direct:answer-greeting
        - route:
            id: answer-greeting
            from:
              uri: direct:answer-greeting
              steps:
                - to: {uri: "kamelet:greet"}
        """);
    try (RunningGateway gateway = serve(Map.of())) {
      assertThat(get(gateway, "/greetings/first").body()).isEqualTo("one");
      routes.replace("greeting", bean.formatted("two"));
      soon().until(() -> get(gateway, "/greetings/first").body().equals("two"));
    }
  }

  @Test
  void keepsServingWhenAnEditIsWrongUntilItIsRight() throws IOException {
    try (LogLines log = LogLines.of("livekit.routes");
        RunningGateway gateway = serve(Map.of())) {
      routes.add("say-hello", "/hello", "one");
      soon().until(() -> get(gateway, "/hello").body().equals("one"));

      String right = Files.readString(routes.file("say-hello"));
      routes.replace("say-hello", right.replace("setBody", "setBoody"));
      soon()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(
                          line ->
                              line.startsWith("ERROR " + routes.file("say-hello") + ":6: ")
                                  && line.contains("setBoody")));
      assertThat(get(gateway, "/hello").body()).isEqualTo("one");

      routes.replace("say-hello", right.replace("one", "two"));
      soon().until(() -> get(gateway, "/hello").body().equals("two"));
    }
  }

  @Test
  void finishesWhatIsUnderWayOnTheRoutesItBeganOn() throws IOException {
    try (HoldingLiveKit livekit = new HoldingLiveKit();
        RunningGateway gateway = serve(livekit.settings("AUTH_REQUIRED", "false"));
        KeptConnection underWay = new KeptConnection(gateway.url(QUERY));
        KeptConnection slow = new KeptConnection(gateway.url(QUERY))) {
      underWay.send(TOKEN);
      slow.begin(TOKEN.replace("a-room", "b-room"));
      await().until(livekit::isCalled);

      routes.edit("issue-token", "\"200\"", "\"202\"");
      // Anonymous: LiveKit is not asked.
      soon().until(() -> gateway.token(null, TOKEN).statusCode() == 202);
      livekit.release();
      slow.finish(TOKEN);
      assertThat(underWay.answer()).startsWith("HTTP/1.1 200 ");
      assertThat(slow.answer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void readsFromOutsideWithOneSetAtATime() throws IOException {
    String timer =
        """
        - route:
            id: tick
            from:
              uri: timer:tick?period=20&delay=0
              steps:
                - script: {expression: {simple: {expression: "${bean:ticks?method=add('%s')}"}}}
        """;
    Ticks ticks = new Ticks();
    Files.writeString(routes.file("tick"), timer.formatted("one"));
    Map<String, String> settings = routes.settings(Map.of());
    try (RunningGateway gateway = RunningGateway.replacing(settings, "ticks", ticks)) {
      await().until(() -> ticks.last().equals("one"));
      routes.replace("tick", timer.formatted("two"));
      soon().until(() -> ticks.last().equals("two"));
      assertThat(ticks.turns()).isEqualTo(1);
      assertThat(get(gateway, "/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void readsFromAKameletSourceWithOneSetAtATime() throws IOException {
    String route =
        """
        - route:
            id: tick
            from:
              uri: kamelet:tick
              steps:
                - script: {expression: {simple: {expression: "${bean:ticks?method=add('%s')}"}}}
        """;
    Files.writeString(
        routes.directory().resolve("tick.kamelet.yaml"),
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: tick
        spec:
          definition: {title: Ticks}
          template:
            from:
              uri: timer:tick?period=20&delay=0
              steps:
                - to: {uri: "kamelet:sink"}
        """);
    Files.writeString(routes.file("tick"), route.formatted("one"));
    Ticks ticks = new Ticks();
    Map<String, String> settings = routes.settings(Map.of());
    try (RunningGateway gateway = RunningGateway.replacing(settings, "ticks", ticks)) {
      await().until(() -> ticks.last().equals("one"));
      routes.replace("tick", route.formatted("two"));
      soon().until(() -> ticks.last().equals("two"));
      assertThat(ticks.turns()).isEqualTo(1);
      assertThat(get(gateway, "/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void putsTheLastGoodSetBackWhenTheSwapFails() throws IOException {
    routes.add("say-hello", "/hello", "one");
    Map<String, String> settings = routes.settings(Map.of());
    try (LogLines log = LogLines.of("livekit.routes");
        RunningGateway gateway = RunningGateway.replacing(settings, "broken", new Broken())) {
      routes.add("say-hello", "/hello", "two");
      routes.replace(
          "read-queue",
          """
          - route:
              id: read-queue
              from:
                uri: broken:queue
                steps:
                  - to: {uri: "log:queue"}
          """);
      soon()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(
                          line ->
                              line.startsWith("ERROR " + routes.file("read-queue") + ":4: ")
                                  && line.contains("the broker is away")));
      assertThat(get(gateway, "/hello").body()).isEqualTo("one");
      Files.delete(routes.file("read-queue"));
      soon().until(() -> get(gateway, "/hello").body().equals("two"));
    }
  }

  private RunningGateway serve(Map<String, String> settings) {
    return RunningGateway.with(routes.settings(settings));
  }

  private static HttpResponse<String> get(RunningGateway gateway, String path) {
    return Http.get(gateway.url(path));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
  }

  /** Who has ticked. */
  public static final class Ticks {
    private String last = "";
    private int turns = -1;

    /** Counts how often another one ticks. */
    public synchronized void add(String who) {
      if (!who.equals(last)) {
        turns++;
        last = who;
      }
    }

    synchronized String last() {
      return last;
    }

    synchronized int turns() {
      return turns;
    }
  }

  /** A component whose consumers do not start. */
  public static final class Broken extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          return new DefaultConsumer(this, processor) {
            @Override
            protected void doStart() {
              throw new IllegalStateException("the broker is away");
            }
          };
        }
      };
    }
  }
}
