package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the distribution says of its parts' vulnerabilities is about parts that are in it. */
class SecurityPartsIT {
  private static final Pattern PART = Pattern.compile("pkg:maven/[^/]+/([^/@]+)@([^?@]+)");

  @Test
  void namesPartsThatShip() throws IOException {
    try (Stream<Path> lib = Files.list(DistributionProcess.HOME.resolve("lib"))) {
      List<String> jars = lib.map(jar -> jar.getFileName().toString()).toList();
      assertThat(SecurityDocumentTest.vex().findValues("subcomponents"))
          .isNotEmpty()
          .allSatisfy(
              parts ->
                  assertThat(parts)
                      .isNotEmpty()
                      .allSatisfy(
                          part -> assertThat(jars).contains(jar(part.path("@id").asText()))));
    }
  }

  @Test
  void shipsWhatItSaysOfThem() {
    assertThat(DistributionProcess.HOME.resolve("SECURITY.md")).exists();
    assertThat(DistributionProcess.HOME.resolve("docs/vex.openvex.json")).exists();
  }

  private static String jar(String purl) {
    Matcher part = PART.matcher(purl);
    assertThat(part.matches()).as(purl).isTrue();
    return part.group(1) + "-" + part.group(2) + ".jar";
  }
}
