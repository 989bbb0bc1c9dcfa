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
        .startsWith(file() + ":6: ")
        .contains("cannot start any token")
        .hasLineCount(1);
    assertThat(explain("lock: hello")).startsWith(file() + ":6: ").contains("lock").hasLineCount(1);
  }

  @Test
  void namesTheFileOfARouteThatCannotBeMade() throws IOException {
    assertThat(explain("bean: {ref: nobody}"))
        .startsWith(file() + ":")
        .contains("nobody")
        .hasLineCount(1);
    assertThat(explain("log: {message: \"{{nothing}}\"}"))
        .startsWith(file() + ":")
        .contains("nothing");
  }

  @Test
  void namesWhatCannotBeRead() throws IOException {
    assertThat(explain(directory.resolve("nowhere")))
        .isEqualTo("cannot read " + directory.resolve("nowhere"));
    Files.createFile(file());
    assertThat(explain(directory)).isEqualTo(file() + ":1: the file is empty");
  }

  @Test
  void namesTheDirectoryWithoutRoutes() {
    assertThat(explain(directory)).startsWith("routes.directory: expected ");
  }

  @Test
  void saysTheLineOfASettingHoweverDeepItIs() {
    Exception deep =
        new IllegalStateException("x", new RuntimeException(new SettingException("NAME", "this")));
    assertThat(StartFailure.explain(deep)).containsExactly("NAME: this");
  }

  @Test
  void isOneLineInAnyCase() {
    assertThat(StartFailure.explain(new IllegalStateException("one\n  two\n    text\n")))
        .containsExactly("one two");
    assertThat(StartFailure.explain(new IllegalStateException()))
        .containsExactly("java.lang.IllegalStateException");
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
    main.addOverrideProperty("routes.directory", routes.toString());
    Throwable failure = catchThrowable(() -> new RoutesCheck(Map.of()).check(main));
    assertThat(failure).isNotNull();
    return String.join("\n", StartFailure.explain(failure));
  }
}
