package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import livekit.routes.tenant.AuthServiceUnreachableException;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.InvalidCredentialsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that does not answer holds few requests, and none for long. */
@Timeout(60)
class SlowProviderTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private OpenIdProvider provider;
  private AccessTokens tokens;

  @BeforeEach
  void start() throws Exception {
    provider = new OpenIdProvider();
  }

  @AfterEach
  void stop() {
    callers.shutdownNow();
    tokens.close();
    provider.close();
  }

  @Test
  void isGivenUpAfterTheBound() {
    tokens = new AccessTokens(provider.oidc(), Clock.systemUTC(), SHORT);
    provider.hang();
    assertGivenUp();
  }

  @Test
  void isGivenUpWhenItSendsByteAfterByte() {
    tokens = new AccessTokens(provider.oidc(), Clock.systemUTC(), SHORT);
    provider.drip();
    assertGivenUp();
  }

  @Test
  void holdsAllThatWaitForItNoLongerThanOne() throws Exception {
    tokens = new AccessTokens(provider.oidc(), Clock.systemUTC(), SHORT);
    provider.hang();
    Credential good = good();
    long start = System.nanoTime();
    List<Future<Throwable>> all = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      all.add(callers.submit(() -> catchThrowable(() -> tokens.verify(good))));
    }
    for (Future<Throwable> each : all) {
      assertThat(each.get()).isInstanceOf(AuthServiceUnreachableException.class);
    }
    // One after the other they would take 38 s; the rest is for a busy machine.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(provider.requests()).hasSizeLessThan(10);
  }

  @Test
  void holdsNoTokenWhoseKeyIsKnownAndFewOfTheOthers() {
    tokens = new AccessTokens(provider.oidc(), Clock.systemUTC(), LONG);
    tokens.verify(good());
    provider.hang();
    List<Future<Throwable>> madeUp = new ArrayList<>();
    for (int i = 0; i < ProviderKeys.MAX_WAITING + 8; i++) {
      Credential unknown =
          Verifying.credential(provider.token().header("kid", "k" + i).signedBy(TestKeys.ATTACKER));
      madeUp.add(callers.submit(() -> catchThrowable(() -> tokens.verify(unknown))));
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> done(madeUp) == 8);
    await().until(() -> provider.requests().size() == 3);

    assertThat(tokens.verify(good()).id()).isEqualTo("acme");
    assertThat(done(madeUp)).isEqualTo(8);
    assertThat(madeUp)
        .filteredOn(Future::isDone)
        .allSatisfy(each -> assertThat(each.get()).isInstanceOf(InvalidCredentialsException.class));
  }

  private static long done(List<Future<Throwable>> calls) {
    return calls.stream().filter(Future::isDone).count();
  }

  private void assertGivenUp() {
    Throwable failure = catchThrowable(() -> tokens.verify(good()));
    assertThat(failure)
        .isInstanceOf(AuthServiceUnreachableException.class)
        .hasMessageContaining("it did not answer in time");
  }

  private Credential good() {
    return Verifying.credential(provider.token().signed());
  }
}
