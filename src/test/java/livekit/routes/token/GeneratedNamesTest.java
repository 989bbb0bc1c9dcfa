package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedNamesTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_795_215_965_123L);
  private static final Clock STOPPED = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void areUuidsOfVersion7WithTheTimeInThem() {
    String name = new GeneratedNames(STOPPED).next();
    UUID uuid = UUID.fromString(name);

    assertThat(name).hasSize(GeneratedNames.LENGTH).isEqualTo(uuid.toString());
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void areUniqueAmongTenThousandOfOneMillisecondFromManyThreads() throws Exception {
    assertThat(fromManyThreads(new GeneratedNames(STOPPED))).doesNotHaveDuplicates();
  }

  @Test
  void areUniqueAmongThoseOfProcessesThatStartedAtOnce() throws Exception {
    GeneratedNames one = new GeneratedNames(STOPPED);
    GeneratedNames other = new GeneratedNames(STOPPED);

    assertThat(Stream.concat(fromManyThreads(one).stream(), fromManyThreads(other).stream()))
        .doesNotHaveDuplicates();
  }

  @Test
  void sortByTheOrderTheyWereMadeIn() {
    for (Clock clock : List.of(STOPPED, Clock.systemUTC())) {
      GeneratedNames names = new GeneratedNames(clock);
      assertThat(Stream.generate(names::next).limit(10_000)).isSorted();
    }
  }

  /** A counter at the end would tell the next name. */
  @Test
  void cannotBeGuessedFromTheOneBefore() {
    GeneratedNames names = new GeneratedNames(STOPPED);
    List<String> ends =
        Stream.generate(() -> names.next().substring(24)).limit(10_000).distinct().toList();

    assertThat(ends).hasSize(10_000);
    assertThat(ends.stream().sorted()).isNotEqualTo(ends);
  }

  private static List<String> fromManyThreads(GeneratedNames names) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<List<String>> some =
          () -> IntStream.range(0, 625).mapToObj(each -> names.next()).toList();
      List<String> all =
          threads.invokeAll(Collections.nCopies(16, some)).stream()
              .flatMap(done -> join(done).stream())
              .toList();
      assertThat(all).hasSize(10_000);
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> join(Future<List<String>> done) {
    try {
      return done.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
