package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import livekit.routes.settings.SettingException;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
  private static final String ROUTE =
      """
      - route:
          id: mine
          from:
            uri: direct:mine
            steps:
              - %s
      """;

  @TempDir private Path directory;

  @Test
  void namesTheFileAndTheLineThatDoNotParse() throws IOException {
    assertThat(explain("\t- log: hello"))
        .contains("cannot start any token", " in file:" + file() + ", line 6, column 11");
    assertThat(explain("lock: hello"))
        .isEqualTo("Unknown node id: lock in file:" + file() + ", line 6, column 11");
  }

  @Test
  void namesTheFileOfARouteThatCannotBeMade() throws IOException {
    assertThat(explain("bean: {ref: nobody}"))
        .isEqualTo("file:" + file() + ": No bean could be found in the registry for: nobody");
    assertThat(explain("log: {message: \"{{nothing}}\"}"))
        .startsWith("file:" + file() + ": ")
        .contains("nothing");
  }

  @Test
  void namesWhatCannotBeRead() throws IOException {
    assertThat(explain(directory.resolve("nowhere")))
        .isEqualTo("cannot read " + directory.resolve("nowhere"));
    Files.createFile(file());
    assertThat(explain(directory)).isEqualTo("Resource is empty: file:" + file());
  }

  @Test
  void namesTheDirectoryWithoutRoutes() {
    assertThat(explain(directory)).startsWith("routes.directory: expected ");
  }

  @Test
  void saysTheLineOfASettingHoweverDeepItIs() {
    Exception deep =
        new IllegalStateException("x", new RuntimeException(new SettingException("NAME", "this")));
    assertThat(StartFailure.explain(deep, null)).isEqualTo("NAME: this");
  }

  @Test
  void isOneLineInAnyCase() {
    assertThat(StartFailure.explain(new IllegalStateException("one\n  two\n    text\n"), null))
        .isEqualTo("one two");
    assertThat(StartFailure.explain(new IllegalStateException(), null))
        .isEqualTo("java.lang.IllegalStateException");
  }

  private Path file() {
    return directory.resolve("mine.camel.yaml");
  }

  private String explain(String step) throws IOException {
    Files.writeString(file(), ROUTE.formatted(step));
    return explain(directory);
  }

  private static String explain(Path routes) {
    Main main = new Main();
    Gateway.unopened(Map.of()).attachTo(main);
    main.addOverrideProperty("routes.directory", routes.toString());
    main.addOverrideProperty("camel.management.enabled", "false");
    try {
      Throwable failure = catchThrowable(main::start);
      assertThat(failure).isNotNull();
      return StartFailure.explain(failure, main.getCamelContext());
    } finally {
      main.stop();
    }
  }
}
