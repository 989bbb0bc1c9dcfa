package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files of {@code config/} and the settings that the code reads are the same. */
class ConfigFilesTest {
  private static final Path MAIN = Path.of("config/application.properties");
  private static final Path DEV = Path.of("config/application-dev.properties");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Z_]+):([^{}]*)}}");
  private static final Set<String> SECRETS =
      Set.of(
          "LIVEKIT_API_KEY",
          "LIVEKIT_API_SECRET",
          "AUTH_API_SECRETS_JSON",
          "AUTH_API_SECRET",
          "REDIS_URL");

  @Test
  void haveALineForEverySettingThatIsRead() throws IOException {
    Set<String> read = new TreeSet<>();
    Settings.read(
        name -> {
          read.add(name);
          return null;
        },
        Map.of(),
        false);
    read.remove("LIVEKIT_HOST");
    assertThat(ownKeys(MAIN)).isEqualTo(read);
    assertThat(read).containsAll(ownKeys(DEV));
  }

  @Test
  void haveTheDefaultsOfTheCode() throws IOException {
    assertThat(Settings.read(source(Map.of(), MAIN), Map.of(), false))
        .isEqualTo(Given.nothing().settings());
    assertThat(Settings.read(source(Map.of(), MAIN, DEV), Map.of(), true))
        .isEqualTo(Given.dev().settings());
  }

  @Test
  void takeEverySettingFromTheVariableOfItsName() throws IOException {
    for (Path file : List.of(MAIN, DEV)) {
      for (String name : ownKeys(file)) {
        assertThat(source(Map.of(name, "given"), file).apply(name)).as(name).isEqualTo("given");
      }
    }
  }

  @Test
  void takeTheOtherNameOfTheUrl() throws IOException {
    assertThat(source(Map.of("LIVEKIT_HOST", "ws://h"), MAIN).apply("LIVEKIT_URL"))
        .isEqualTo("ws://h");
    assertThat(
            source(Map.of("LIVEKIT_HOST", "ws://h", "LIVEKIT_URL", "ws://u"), MAIN)
                .apply("LIVEKIT_URL"))
        .isEqualTo("ws://u");
  }

  @Test
  void haveACommentOverEverySettingAndOneForEverySecret() throws IOException {
    for (Path file : List.of(MAIN, DEV)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 1; i < lines.size(); i++) {
        if (lines.get(i).matches("[A-Z_]+ = .*")) {
          assertThat(lines.get(i - 1)).as("the line over %s", lines.get(i)).startsWith("# ");
        }
      }
    }
    String text = Files.readString(MAIN);
    for (String secret : SECRETS) {
      assertThat(text).contains("\n# Secret " + secret + " (or " + secret + "_FILE): ");
      assertThat(text).doesNotContain("{{env:" + secret + ":", "{{env:" + secret + "_FILE");
    }
  }

  /** Upper-case keys: the others are Camel's own. */
  private static Set<String> ownKeys(Path file) throws IOException {
    return load(file).stringPropertyNames().stream()
        .filter(name -> name.matches("[A-Z_]+"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As Camel does it: a later file wins, and what is inside is put in first. */
  private static Function<String, String> source(Map<String, String> environment, Path... files)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    for (Path file : files) {
      Properties properties = load(file);
      for (String name : properties.stringPropertyNames()) {
        String value = properties.getProperty(name);
        for (Matcher at = VARIABLE.matcher(value); at.find(); at = VARIABLE.matcher(value)) {
          String put = environment.getOrDefault(at.group(1), at.group(2));
          value = value.substring(0, at.start()) + put + value.substring(at.end());
        }
        values.put(name, value);
      }
    }
    return values::get;
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return properties;
  }
}
