package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import livekit.routes.flow.RoutesRefusedException;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --check} finds, and what it does not. */
class RoutesCheckTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void findsNothingWrongWithTheRoutesOfTheBundle(String profile) throws Exception {
    Main main = new Main();
    main.configure().withProfile(profile);
    int routes = profile.equals("dev") ? 1 : 0;
    for (Path file : RoutesTest.files()) {
      routes +=
          file.getParent().endsWith("routes") && !file.endsWith("handle-errors.camel.yaml") ? 1 : 0;
    }
    assertThat(new RoutesCheck(Map.of()).check(main))
        .isEqualTo("livekit-routes: the settings and " + routes + " routes are fine");
  }

  @Test
  void findsEveryErrorOfEveryFileAtOnce() throws IOException {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    routes.edit("create-room", "setBody:", "setBoody:");
    routes.edit("answer-token", "- marshal:", "- marshall:");
    assertThatThrownBy(() -> check(routes.directory()))
        .isInstanceOf(RoutesRefusedException.class)
        .hasMessageStartingWith(routes.file("answer-token") + ":")
        .hasMessageContaining(
            "\n" + routes.file("create-room") + ":12: steps: setBoody is not known here")
        .extracting(e -> e.getMessage().lines().count())
        .isEqualTo(2L);
  }

  @Test
  void takesFilesOfATeamInThePlaceOfOurs() throws Exception {
    EditedRoutes extra = new EditedRoutes(Files.createDirectory(directory.resolve("extra")));
    extra.add("find-room", "/mine", "mine");
    Main main = new Main();
    main.addOverrideProperty("ROUTES_EXTRA", extra.directory().toString());
    assertThatThrownBy(() -> new RoutesCheck(Map.of()).check(main))
        .hasMessage(
            """
            routes/settle-owner.camel.yaml:32: there is no route from direct:find-room
            routes/settle-owner.camel.yaml:41: there is no route from direct:find-room""");
  }

  private static String check(Path routes) throws Exception {
    Main main = new Main();
    main.addOverrideProperty("routes.directory", routes.toString());
    return new RoutesCheck(Map.of()).check(main);
  }
}
