package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
  @Test
  void claimsAreInMemoryUnlessTheSettingSaysRedis() {
    assertThat(Given.nothing().settings().claims().redis()).isEmpty();
    assertThat(Given.nothing().settings().claims().where())
        .isEqualTo("in memory, unsafe with more than one process");
    assertThat(redis("redis://h").where()).isEqualTo("Redis h:6379");
    assertThat(given("redis://h").settings().claims().where()).isEqualTo("in Redis h:6379");
    assertThat(redis("redis://h").keyPrefix()).isEqualTo("livekit-routes:");
    assertThat(given("redis://h").with("ROOM_CLAIMS", "Redis").settings().warnings())
        .noneMatch(warning -> warning.contains("REDIS"));
  }

  @Test
  void aUrlThatIsNotUsedIsWarnedOf() {
    assertThat(Given.secret("REDIS_URL", "redis://:secret@h").settings().warnings())
        .anyMatch(warning -> warning.startsWith("REDIS_URL is not used"))
        .noneMatch(warning -> warning.contains("secret"));
  }

  @Test
  void redisNeedsAUrl() {
    assertThat(Given.plain("ROOM_CLAIMS", "redis").refusalOf("REDIS_URL"))
        .contains("ROOM_CLAIMS=redis needs it");
  }

  @Test
  void readsTheUrlOfAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("url"), "redis://:secret@h:7000\n");
    Given given = Given.plain("ROOM_CLAIMS", "redis");
    assertThat(given.withSecret("REDIS_URL_FILE", file.toString()).settings().claims().where())
        .isEqualTo("in Redis h:7000");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://h, h, 6379, false, 0",
    "redis://h:7000/3, h, 7000, false, 3",
    "redis://h/?database=4, h, 6379, false, 4",
    "rediss://redis.example:6380, redis.example, 6380, true, 0",
    "redis://my_redis:7000/2, my_redis, 7000, false, 2",
    "redis://my_redis, my_redis, 6379, false, 0",
    "redis://10.0.0.1:1, 10.0.0.1, 1, false, 0",
    "redis://[::1]:7000, [::1], 7000, false, 0",
  })
  void readsOneServer(String url, String host, int port, boolean tls, int database) {
    RedisSettings redis = redis(url);
    assertThat(redis.cluster()).isFalse();
    RedisURI node = redis.nodes().get(0);
    assertThat(node.getHost()).isEqualTo(host);
    assertThat(node.getPort()).isEqualTo(port);
    assertThat(node.isSsl()).isEqualTo(tls);
    assertThat(node.getDatabase()).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource({
    "redis://:pass@h, , pass",
    "redis://pass@h, , pass",
    "redis://ann:pass@h:7000, ann, pass",
    "rediss://ann:p%40s%23s%2Fw%3Ard%7B%7B@h/1, ann, p@s#s/w:rd{{",
    "redis://ann:p%25%3F@my_redis:7000, ann, p%?",
  })
  void readsUserAndPassword(String url, String user, String password) {
    var credentials = redis(url).nodes().get(0).getCredentialsProvider();
    var pair = credentials.resolveCredentials().block();
    assertThat(pair.getUsername()).isEqualTo(user);
    assertThat(new String(pair.getPassword())).isEqualTo(password);
  }

  @Test
  void readsHowTlsIsVerified() {
    assertThat(verification("rediss://h")).isEqualTo(SslVerifyMode.FULL);
    assertThat(verification("rediss://h?verifyPeer=ca")).isEqualTo(SslVerifyMode.CA);
    assertThat(verification("rediss://h?verifyPeer=NONE")).isEqualTo(SslVerifyMode.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-sentinel://:pass@a:26379,b/2#main",
        "redis-sentinel://:pass@a,b:26379/2?sentinelMasterId=main",
        "rediss-sentinel://:pass@a,b?sentinelMasterId=main&database=2",
      })
  void readsSentinels(String url) {
    RedisSettings redis = redis(url);
    RedisURI node = redis.nodes().get(0);
    assertThat(redis.cluster()).isFalse();
    assertThat(redis.where()).isEqualTo("Redis of Sentinels a:26379,b:26379");
    assertThat(node.getSentinelMasterId()).isEqualTo("main");
    assertThat(node.getDatabase()).isEqualTo(2);
    assertThat(node.isSsl()).isEqualTo(url.startsWith("rediss"));
  }

  @Test
  void readsACluster() {
    RedisSettings redis = redis("rediss://ann:p%40ss@a:7000,b");
    assertThat(redis.cluster()).isTrue();
    assertThat(redis.where()).isEqualTo("Redis Cluster a:7000,b:6379");
    assertThat(redis.nodes()).allMatch(RedisURI::isSsl);
    assertThat(redis("redis://h:7000?cluster=true").where()).isEqualTo("Redis Cluster h:7000");
    assertThat(redis("redis://h?cluster=false").cluster()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:6379",
        "//h",
        "http://h",
        "REDIS://h",
        "redis-socket:///tmp/redis",
        "redis:///0",
        "redis://:secret@",
        "redis://h:0",
        "redis://h:65536",
        "redis://h:port",
        "redis://h/x",
        "redis://h/-1",
        "redis://h/0/1",
        "redis://h#main",
        "redis://h?databse=1",
        "redis://h?database=x",
        "redis://h?verifyPeer=maybe",
        "redis://h?cluster=yes",
        "redis://h?timeout=5s",
        "redis://:pa#secret@h",
        "redis://:pa/secret@h",
        "redis://:pa@secret@h",
        "redis://:pa%secret@h",
        "redis://:pa secret@h",
        "redis://:{{secret}}@h",
        "redis://a,,b",
        "redis://a,b:0",
        "redis://a,b:65536",
        "redis://a,b/1",
        "redis://h/1?cluster=true",
        "redis-sentinel://a,b",
        "redis-sentinel://a#",
        "redis-sentinel://a?cluster=true#main",
      })
  void refusesAnotherUrlWithoutSayingIt(String url) {
    assertThat(given(url).refusalOf("REDIS_URL"))
        .contains("expected a URL such as redis://host:6379/0")
        .doesNotContain("secret@", "{{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b:", "ü:", "12345678901234567890123456789012345678901234567890123456789012345"})
  void refusesAnotherPrefix(String prefix) {
    assertThat(Given.plain("REDIS_KEY_PREFIX", prefix).refusalOf("REDIS_KEY_PREFIX"))
        .contains("1 to 64 printable ASCII characters");
  }

  @Test
  void neverPrintsUserOrPassword() {
    for (String url :
        List.of(
            "redis://the-user:the-password@h",
            "redis://the-password@a,b",
            "redis-sentinel://the-user:the-password@a#main")) {
      assertThat(given(url).settings().toString() + Optional.of(redis(url)) + redis(url).where())
          .doesNotContain("the-password", "the-user");
    }
  }

  private static SslVerifyMode verification(String url) {
    return redis(url).nodes().get(0).getVerifyMode();
  }

  private static RedisSettings redis(String url) {
    return given(url).settings().claims().redis().orElseThrow();
  }

  private static Given given(String url) {
    return Given.plain("ROOM_CLAIMS", "redis").withSecret("REDIS_URL", url);
  }
}
