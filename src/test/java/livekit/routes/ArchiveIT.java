package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the distribution starts from. */
class ArchiveIT {
  /** Ends the JVM where it has no use for the archive. */
  private static final String INSISTING =
      Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";

  @TempDir private Path directory;

  @Test
  void isThereForTheJdkThatPackaged() {
    try (DistributionProcess process =
        DistributionProcess.start(Map.of("JAVA_OPTS", INSISTING + " -XX:TieredStopAtLevel=1"))) {
      process.untilServing();
      assertThat(process.stderr()).isEmpty();
    }
  }

  @Test
  void isWrittenAgainWhereTheDistributionIsNow() throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("opt/livekit routes"));
    try (DistributionProcess archive =
        DistributionProcess.start(copy.home(), Map.of(), "--archive")) {
      assertThat(archive.exitStatus()).isZero();
      assertThat(archive.stdout() + archive.stderr()).isEmpty();
    }
    assertThat(files(copy)).hasSize(1);
    try (DistributionProcess process =
        DistributionProcess.start(copy.home(), Map.of("JAVA_OPTS", INSISTING))) {
      process.untilServing();
      assertThat(process.stderr()).isEmpty();
    }
  }

  @Test
  void thatDoesNotFitIsNoReasonNotToStart() throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory.resolve("copy"));
    try (DistributionProcess moved = DistributionProcess.start(copy.home(), Map.of())) {
      moved.untilServing();
      assertThat(moved.stderr()).isEmpty();
    }
    for (Path archive : files(copy)) {
      Files.delete(archive);
      Files.writeString(archive, "broken");
    }
    try (DistributionProcess broken = DistributionProcess.start(copy.home(), Map.of())) {
      broken.untilServing();
      assertThat(broken.stderr()).isEmpty();
      assertThat(broken.stdout()).doesNotContainIgnoringCase("archive", "[warning]", "[error]");
    }
  }

  private static List<Path> files(DistributionCopy copy) throws IOException {
    try (Stream<Path> files = Files.list(copy.home().resolve("archive"))) {
      return files.toList();
    }
  }
}
