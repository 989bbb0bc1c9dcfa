package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisException;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import livekit.routes.LogLines;
import livekit.routes.RedisServer;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.settings.RedisSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of REDIS_URL, against servers that ask for what is in them. */
class RedisConnectionTest {
  private static final Duration RETENTION = Duration.ofHours(7);

  /** Some fall to each node of a Cluster. */
  private static final List<String> ROOMS = IntStream.range(0, 20).mapToObj(i -> "r" + i).toList();

  @Test
  void logsInWithAPassword() {
    try (RedisServer server = RedisServer.start("--requirepass", "p@ss/#word")) {
      assertClaims("redis://:p%40ss%2F%23word@127.0.0.1:" + server.port());
      assertClaims("redis://p%40ss%2F%23word@127.0.0.1:" + server.port());
      assertFails("redis://:wrong-password@127.0.0.1:" + server.port(), "WRONGPASS");
      assertFails("redis://127.0.0.1:" + server.port(), "NOAUTH");
    }
  }

  @Test
  void logsInAsAUserThatMayDoLittleElse() throws IOException {
    try (RedisServer server = RedisServer.start();
        RedisServer.Admin admin = server.admin()) {
      AclSetuserArgs rights =
          AclSetuserArgs.Builder.on()
              .addPassword("secret-of-gateway")
              .keyPattern("livekit-routes:*");
      rightsOfReadme().forEach(command -> rights.addCommand(CommandType.valueOf(command)));
      admin.redis().aclSetuser("gateway", rights);
      assertClaims("redis://gateway:secret-of-gateway@127.0.0.1:" + server.port());
      assertFails("redis://gateway:wrong-password@127.0.0.1:" + server.port(), "WRONGPASS");
    }
  }

  @Test
  void keepsClaimsInTheDatabaseOfTheUrl() {
    try (RedisServer server = RedisServer.start();
        RedisServer.Admin admin = server.admin()) {
      assertClaims(server.url() + "/3");
      assertThat(admin.redis().dbsize()).isZero();
      admin.redis().select(3);
      assertThat(admin.redis().keys("*:claim:*")).hasSize(ROOMS.size());
    }
  }

  @Test
  void speaksTlsToAServerThatIsTrustedUnderItsOwnName(@TempDir Path directory) throws Exception {
    PemCertificate certificate = new PemCertificate(directory);
    try (RedisServer server = RedisServer.startTls(certificate.certificate(), certificate.key())) {
      String url = "rediss://127.0.0.1:" + server.port();
      assertFails(url, "SunCertPathBuilderException");
      assertClaims(url + "?verifyPeer=none");
      System.setProperty("javax.net.ssl.trustStore", certificate.store().toString());
      System.setProperty("javax.net.ssl.trustStorePassword", PemCertificate.PASSWORD);
      try {
        assertClaims(url);
        assertFails(url.replace("127.0.0.1", "localhost"), "CertificateException");
      } finally {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
      }
    }
  }

  @Test
  void givesUpAServerThatTakesAConnectionAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (String scheme : List.of("redis", "rediss")) {
        RedisSettings settings =
            RedisStores.settings(scheme + "://127.0.0.1:" + silent.getLocalPort());
        try (RedisConnector connector = new RedisConnector(settings, Duration.ofMillis(500))) {
          long start = System.nanoTime();
          assertThatThrownBy(connector::open).isInstanceOf(RedisException.class);
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
      }
    }
  }

  @Test
  void asksSentinelsForTheServerAndFollowsThemToAnother() {
    try (RedisServer first = RedisServer.start();
        RedisServer second = RedisServer.start("--replicaof", "127.0.0.1 " + first.port());
        RedisServer sentinel = RedisServer.startSentinel("main", first)) {
      String url = "redis-sentinel://127.0.0.1:" + sentinel.port() + "#main";
      try (RedisRoomClaims claims = RedisStores.started(url, RETENTION)) {
        claims.keep(claims.lease("room", "acme"));
        await().until(() -> inReplica(second));
        first.kill();
        await().atMost(Duration.ofSeconds(20)).until(() -> !claims.isUp());
        await().atMost(Duration.ofSeconds(20)).until(claims::isUp);
        assertThat(claims.lease("room", "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
      }
    }
  }

  @Test
  void keepsClaimsOnTheNodesOfACluster() {
    try (RedisServer one = RedisServer.start("--cluster-enabled", "yes");
        RedisServer two = RedisServer.start("--cluster-enabled", "yes");
        RedisServer.Admin first = one.admin();
        RedisServer.Admin second = two.admin()) {
      first.redis().clusterAddSlots(slots(0, 8192));
      second.redis().clusterAddSlots(slots(8192, 16384));
      first.redis().clusterMeet("127.0.0.1", two.port());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  first.redis().clusterInfo().contains("cluster_state:ok")
                      && second.redis().clusterInfo().contains("cluster_state:ok"));
      String url = "redis://127.0.0.1:" + one.port() + "?cluster=true";
      assertClaims(url);
      assertClaims("redis://127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port());
      assertThat(first.redis().keys("*:claim:*").size()).isPositive();
      assertThat(second.redis().keys("*:claim:*").size()).isPositive();

      List<String> listed = new ArrayList<>();
      try (StoredClaims stored = new StoredClaims(RedisStores.settings(url))) {
        stored.list(claim -> listed.add(claim.room()));
        assertThat(stored.release(stored.find(ROOMS.get(0)).orElseThrow())).isTrue();
      }
      assertThat(listed).as("of every node").containsExactlyInAnyOrderElementsOf(ROOMS);
    }
  }

  @Test
  void leavesAServerThatHasBecomeAReplica() {
    try (RedisServer server = RedisServer.start();
        RedisServer.Admin admin = server.admin();
        RedisRoomClaims claims = RedisStores.started(server.url(), RETENTION)) {
      admin.redis().replicaof("127.0.0.1", RedisServer.freePort());
      await().until(() -> !claims.isUp());
      admin.redis().replicaofNoOne();
      await().until(claims::isUp);
      assertThat(claims.lease("room", "acme").standing()).isEqualTo(Standing.LEASED);
    }
  }

  @Test
  void warnsOfARedisThatEvicts() {
    try (RedisServer server =
            RedisServer.start("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru");
        LogLines log = LogLines.of("livekit.routes");
        RedisRoomClaims claims = RedisStores.started(server.url(), RETENTION)) {
      assertThat(claims.isUp()).isTrue();
      await().until(() -> warnings(log).stream().anyMatch(line -> line.contains("noeviction")));
    }
  }

  private static boolean inReplica(RedisServer server) {
    try (RedisServer.Admin admin = server.admin()) {
      return !admin.redis().keys("*:claim:*").isEmpty();
    }
  }

  /** {@code +eval +evalsha ...}, but for what a warning or the tool needs. */
  private static List<String> rightsOfReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher rights = Pattern.compile("`~livekit-routes:\\* ([a-z +]+)`").matcher(readme);
    assertThat(rights.find()).isTrue();
    return List.of(rights.group(1).toUpperCase(Locale.ROOT).replace("+", "").split(" "));
  }

  private static int[] slots(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static void assertClaims(String url) {
    try (RedisRoomClaims claims = RedisStores.started(url, RETENTION)) {
      for (String room : ROOMS) {
        assertThat(claims.keep(claims.lease(room, "acme"))).isTrue();
        assertThat(claims.lease(room, "rival").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
      }
    }
  }

  private static void assertFails(String url, String reason) {
    try (LogLines log = LogLines.of("livekit.routes");
        RedisRoomClaims claims = RedisStores.patientInVain(url, RETENTION)) {
      await().until(() -> !warnings(log).isEmpty());
      assertThat(claims.isUp()).isFalse();
      assertThat(warnings(log))
          .singleElement()
          .asString()
          .contains("(" + reason + ")")
          .doesNotContain("password", "secret");
    }
  }

  private static List<String> warnings(LogLines log) {
    return log.lines().stream().filter(line -> line.startsWith("WARN ")).toList();
  }
}
