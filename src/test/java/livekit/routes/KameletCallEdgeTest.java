package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kamelets that routes call: also those that Camel makes at their first call, and in a reload. */
class KameletCallEdgeTest {
  /** Before the fix such a call hung for 30 s. */
  private static final Duration PROMPT = Duration.ofSeconds(1);

  @TempDir private Path directory;
  private EditedRoutes routes;

  @BeforeEach
  void copy() throws IOException {
    routes = EditedRoutes.at(directory.resolve("routes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toD: {uri: 'kamelet:greet?name=${header.name}'}",
        "recipientList: {expression: {simple: {expression: 'kamelet:greet?name=${header.name}'}}}",
        "routingSlip: {expression: {simple: {expression: 'kamelet:greet?name=${header.name}'}}}",
        "enrich: {expression: {simple: {expression: 'kamelet:greet?name=${header.name}'}}}"
      })
  void answersFromAKameletThatIsFirstNamedByTheRequest(String step) throws IOException {
    addKamelet("- setBody: {constant: 'hello-{{name}}'}");
    addRoute("call-kamelet", "/call", "- " + step);
    try (RunningGateway gateway = serve(new Gate())) {
      assertThat(promptly(gateway, "/call?name=ada")).isEqualTo("hello-ada");
      assertThat(promptly(gateway, "/call?name=bob")).isEqualTo("hello-bob");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void answersFromAKameletOfOursThatIsFirstNamedByTheRequest(String profile) throws IOException {
    addRoute(
        "call-kamelet",
        "/call",
        "- toD: {uri: 'kamelet:livekit-token-action?identity=ada&roomJoin=true&room=${header.name}'}");
    try (RunningGateway gateway =
        RunningGateway.with(
            routes.settings(
                Map.of(
                    "camel.main.profile", profile,
                    "LIVEKIT_URL", "ws://127.0.0.1:1",
                    "LIVEKIT_API_KEY", "key",
                    "LIVEKIT_API_SECRET", "secret-secret-secret-secret-secret")))) {
      assertThat(promptly(gateway, "/call?name=lobby")).startsWith("ey");
    }
  }

  @Test
  void letsARequestReachAKameletAfterTheReloadOfTheRoutesItIsOn() throws Exception {
    addKamelet("- setBody: {constant: 'hello-{{name}}'}");
    addRoute(
        "call-kamelet",
        "/call",
        """
        - to: {uri: 'bean:gate?method=pass'}
                  - to: {uri: 'kamelet:greet?name=ada'}
                  - setVariable: {name: first, expression: {simple: {expression: '${body}'}}}
                  - toD: {uri: 'kamelet:greet?name=${variable.first}'}
        """);
    Gate gate = new Gate();
    try (RunningGateway gateway = serve(gate)) {
      CompletableFuture<String> underWay =
          CompletableFuture.supplyAsync(() -> Http.get(gateway.url("/call")).body());
      gate.awaitCaller();
      routes.add("say-hello", "/hello", "new");
      awaitServing(gateway);
      gate.open();
      assertThat(underWay.get(5, TimeUnit.SECONDS)).isEqualTo("hello-hello-ada");
    }
  }

  @Test
  void answersFromKameletsAtOnceWhileAnOldRequestIsInsideOne() throws Exception {
    addKamelet(
        """
        - to: {uri: 'bean:gate?method=pass'}
              - setBody: {constant: 'hello-{{name}}'}
        """);
    addRoute("call-kamelet", "/call", "- to: {uri: 'kamelet:greet?name=ada'}");
    Gate gate = new Gate();
    try (RunningGateway gateway = serve(gate)) {
      CompletableFuture<String> underWay =
          CompletableFuture.supplyAsync(() -> Http.get(gateway.url("/call")).body());
      gate.awaitCaller();
      routes.add("say-hello", "/hello", "new");
      awaitServing(gateway);
      gate.letFurtherOnesPass();
      assertThat(promptly(gateway, "/call")).isEqualTo("hello-ada");
      assertThat(underWay).isNotDone();
      gate.open();
      assertThat(underWay.get(5, TimeUnit.SECONDS)).isEqualTo("hello-ada");
    }
  }

  private static void awaitServing(RunningGateway gateway) {
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Http.get(gateway.url("/hello")).body().equals("new"));
  }

  private static String promptly(RunningGateway gateway, String path) {
    long start = System.nanoTime();
    String body = Http.get(gateway.url(path)).body();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    return body;
  }

  private RunningGateway serve(Gate gate) {
    return RunningGateway.replacing(routes.settings(Map.of()), "gate", gate);
  }

  private void addKamelet(String steps) throws IOException {
    Files.writeString(
        routes.directory().resolve("greet.kamelet.yaml"),
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: greet
        spec:
          definition: {title: Greets, properties: {name: {title: Name, type: string}}}
          template:
            from:
              uri: kamelet:source
              steps:
              %s
        """
            .formatted(steps));
  }

  private void addRoute(String id, String path, String steps) throws IOException {
    routes.replace(
        id,
        """
        - route:
            id: %s
            from:
              uri: platform-http:%s
              steps:
                  %s
        """
            .formatted(id, path, steps));
  }

  /** Holds the requests that come to it. */
  public static final class Gate {
    private final CountDownLatch come = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean furtherOnesPass;

    /** Waits until it is open. */
    public void pass() throws InterruptedException {
      if (!furtherOnesPass) {
        come.countDown();
        open.await(60, TimeUnit.SECONDS);
      }
    }

    void awaitCaller() throws InterruptedException {
      assertThat(come.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void letFurtherOnesPass() {
      furtherOnesPass = true;
    }

    void open() {
      open.countDown();
    }
  }
}
