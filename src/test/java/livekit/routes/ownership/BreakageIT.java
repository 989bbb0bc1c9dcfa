package livekit.routes.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import livekit.routes.DistributionProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The model test is able to fail: it notices each line that the promises rest on, when it is gone.
 */
class BreakageIT {
  @ParameterizedTest
  @EnumSource
  void isNoticed(Breakage breakage, @TempDir Path directory) throws Exception {
    Path home = breakage.in(directory.resolve("broken"));
    try (World world = new World(home, true, Map.of())) {
      Optional<Model.Failure> failed = new Model(world, 0).run(breakage.history());
      assertThat(failed).as(breakage.history().toString()).isPresent();
      assertThat(failed.orElseThrow().broken())
          .anySatisfy(sentence -> assertThat(sentence).startsWith(breakage.promise()));
    }
  }

  @Test
  void noneOfTheseHistoriesFailsWithNothingBroken() {
    try (World world = new World(DistributionProcess.HOME, true, Map.of())) {
      Model model = new Model(world, 0);
      for (Breakage breakage : Breakage.values()) {
        assertThat(model.run(breakage.history(), 1).map(Model.Failure::broken))
            .as(breakage.name())
            .isEmpty();
      }
    }
  }
}
