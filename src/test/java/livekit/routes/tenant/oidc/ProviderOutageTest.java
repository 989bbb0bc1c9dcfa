package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers see while the provider does not have its keys. */
class ProviderOutageTest extends Verifying {
  @Test
  void isUnreachableWhenTheProviderIsDownAtTheFirstUse() {
    provider.goDown();
    assertUnreachable(token().signed(), "a status that is not 200");
    // Once more at once, in case it was a passing fault.
    assertThat(provider.requests())
        .containsExactly(OpenIdProvider.DISCOVERY, OpenIdProvider.DISCOVERY);
  }

  @Test
  void asksADownProviderAgainAfterAWhileAndNotBefore() throws Exception {
    provider.goDown();
    assertUnreachable(token().signed(), "a status that is not 200");
    assertUnreachable(token().signed(), "a status that is not 200");
    int asked = provider.requests().size();
    for (int i = 0; i < 100; i++) {
      assertUnreachable(token().signed(), "it was asked just now");
    }
    assertThat(provider.requests()).hasSize(asked);

    provider.discoveryIs(
        http -> OpenIdProvider.answer(http, 200, provider.discovery(provider.issuer())));
    provider.publish(TestKeys.FIRST);
    clock.move(ProviderKeys.INTERVAL);
    assertTaken(token().signed());
  }

  @Test
  void triesABrokenConnectionOnceMore() {
    provider.keysAre(
        http -> {
          provider.publish(TestKeys.FIRST);
          http.close();
        });
    assertTaken(token().signed());
  }

  @Test
  void keepsTheKeysThroughAnOutageOfAnHour() {
    assertTaken(token().signed());
    provider.goDown();
    Duration past = Duration.ZERO;
    for (; past.compareTo(ProviderKeys.OUTAGE) < 0; past = past.plusMinutes(10)) {
      assertTaken(token().signed());
      assertRefused(token().header("kid", "second").signedBy(TestKeys.SECOND));
      assertRefused(token().signedBy(TestKeys.ATTACKER));
      clock.move(Duration.ofMinutes(10));
    }
    clock.move(ProviderKeys.FRESH);
    assertUnreachable(token().signed(), "a status that is not 200");
  }

  @Test
  void answersAnUnknownKeyDuringAnOutageWithARefusal() {
    assertTaken(token().signed());
    provider.breakOff();
    for (int i = 0; i < 50; i++) {
      assertRefused(token().header("kid", "made-up-" + i).signedBy(TestKeys.ATTACKER));
    }
    assertThat(provider.requests().size()).isLessThan(8);
    assertTaken(token().signed());
  }

  @Test
  void keepsTheKeysWhenTheProviderShowsGarbage() {
    assertTaken(token().signed());
    for (String garbage :
        List.of("", "<html>", "{}", "[]", "{\"keys\":[]}", "{\"keys\":5}", "{\"keys\":[5]}")) {
      provider.keysAre(http -> OpenIdProvider.answer(http, 200, garbage));
      clock.move(ProviderKeys.FRESH);
      assertTaken(token().signed());
    }
  }
}
