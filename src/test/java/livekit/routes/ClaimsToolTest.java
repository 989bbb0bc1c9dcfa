package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import livekit.routes.room.RedisRoomClaims;
import livekit.routes.room.RoomClaims;
import livekit.routes.settings.ClaimSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimsToolTest {
  private RedisServer server;
  private RedisServer.Admin admin;
  private Map<String, String> environment;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  void startRedis() {
    server = RedisServer.start();
    admin = server.admin();
    environment = Map.of("ROOM_CLAIMS", "redis", "REDIS_URL", server.url());
  }

  @AfterAll
  void stopRedis() {
    if (server != null) {
      admin.close();
      server.close();
    }
  }

  @BeforeEach
  void forget() {
    admin.redis().flushall();
    out.reset();
    err.reset();
  }

  @Test
  void listsTheClaimsAndNothingElse() {
    claims(
        claims -> {
          claims.keep(claims.lease("standup", "acme"));
          claims.lease("a\nb", "globex");
        });
    admin.redis().set("room_lock:standup", "LiveKit's");
    admin.redis().set("livekit-routes:claim:!", "not a claim");

    assertThat(run("list")).isZero();
    assertThat(lines(out))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).matches("\"standup\"\t\"acme\"\tkept\t25\\d\\d\\ds"))
        .anySatisfy(
            line -> assertThat(line).matches("\"a\\\\u000ab\"\t\"globex\"\tleased\t\\d\\d?s"));
  }

  @Test
  void listsMoreThanAPage() {
    claims(claims -> IntStream.range(0, 1200).forEach(i -> claims.lease("r" + i, "acme")));
    assertThat(run("list")).isZero();
    assertThat(lines(out).stream().distinct()).hasSize(1200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standup", "a b", "-x", "--", "*", "'\"$(x)`", "数学 😀", "list", ""})
  void showsAndReleasesTheOneClaimOfAnyRoom(String room) {
    claims(
        claims -> {
          claims.keep(claims.lease(room, "acme"));
          claims.keep(claims.lease("another", "acme"));
        });
    assertThat(run("show", room)).isZero();
    assertThat(lines(out)).singleElement().asString().contains("\t\"acme\"\tkept\t");

    assertThat(run("release", room)).isZero();
    assertThat(lines(out)).hasSize(2).last().asString().startsWith("released\t\"");
    assertThat(lines(err))
        .singleElement()
        .asString()
        .contains("valid until they end", "may claim it again");

    assertThat(run("show", room)).isEqualTo(1);
    assertThat(run("release", room)).isEqualTo(1);
    assertThat(lines(err)).last().asString().contains("there is no claim on room");
    assertThat(run("show", "another")).isZero();
  }

  @Test
  void releasesALease() {
    claims(claims -> claims.lease("room", "acme"));
    assertThat(run("release", "room")).isZero();
    assertThat(lines(out)).singleElement().asString().contains("\tleased\t");
  }

  @Test
  void saysThatClaimsInMemoryEndWithTheProcess() {
    environment = Map.of();
    assertThat(run("list")).isEqualTo(2);
    assertThat(lines(err)).singleElement().asString().contains("in memory", "restarting it");
    environment = Map.of("ROOM_CLAIMS", "redis", "REDIS_URL", server.url());
  }

  @Test
  void saysWhatIsWrong() {
    for (String[] args :
        new String[][] {{}, {"show"}, {"list", "x"}, {"drop", "x"}, {"show", "a", "b"}}) {
      assertThat(run(args)).isEqualTo(2);
      assertThat(lines(err)).last().asString().contains("usage: livekit-routes claims");
    }
    Map<String, String> good = environment;
    environment = Map.of("ROOM_CLAIMS", "redis", "REDIS_URL", "redis://:the-password@");
    assertThat(run("list")).isEqualTo(2);
    environment = Map.of("ROOM_CLAIMS", "redis", "REDIS_URL", "redis://127.0.0.1:1");
    assertThat(run("list")).isEqualTo(1);
    environment = good;
    assertThat(lines(err)).noneMatch(line -> line.contains("the-password"));
    assertThat(lines(err)).last().asString().contains("Redis did not do it: ");
    assertThat(lines(out)).isEmpty();
  }

  private int run(String... args) {
    ClaimsTool tool =
        new ClaimsTool(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return tool.run(environment::get, environment, List.of(args));
  }

  private void claims(Consumer<RoomClaims> work) {
    ClaimSettings settings = ClaimSettings.read(environment::get, environment);
    try (RedisRoomClaims claims =
        new RedisRoomClaims(Duration.ofHours(7), 10_000, settings.redis().orElseThrow())) {
      claims.start();
      work.accept(claims);
    }
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
