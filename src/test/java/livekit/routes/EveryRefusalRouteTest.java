package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import livekit.routes.api.Refusal;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** The error table has a row for every refusal: a new one without would be an internal error. */
@CamelMainTest(mockEndpointsAndSkip = "direct:call-livekit")
class EveryRefusalRouteTest extends RouteTestSupport {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void hasARow() throws Exception {
    List<Class<?>> refusals = refusals();

    assertThat(refusals).hasSizeGreaterThan(10);
    for (Class<?> refusal : refusals) {
      Throwable thrown = newInstance(refusal);
      mock("direct:call-livekit")
          .whenAnyExchangeReceived(exchange -> exchange.setException(thrown));
      Answer answer = Answer.of(send("find-room", tenantAsks("acme", "lobby")));

      assertThat(answer.code()).as(refusal.getName()).isNotEqualTo("internal_error");
    }
  }

  private static List<Class<?>> refusals() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Exception.java"))
          .<Class<?>>map(EveryRefusalRouteTest::load)
          .filter(Refusal.class::isAssignableFrom)
          .filter(refusal -> !ofForwarding(refusal))
          .toList();
    }
  }

  /** Nobody waits for what forward-event does, and its own file says what becomes of failures. */
  private static boolean ofForwarding(Class<?> refusal) {
    try {
      return refusal.getPackageName().equals("livekit.routes.webhook")
          && Files.readString(Path.of("routes/forward-event.camel.yaml"))
              .contains(refusal.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(Path file) {
    try {
      String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Throwable newInstance(Class<?> refusal) throws ReflectiveOperationException {
    Constructor<?> constructor = refusal.getConstructors()[0];
    return (Throwable) constructor.newInstance(new Object[constructor.getParameterCount()]);
  }
}
