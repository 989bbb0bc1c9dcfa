package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the provider is asked for its keys, and what happens when it does not have them. */
class ProviderKeysTest extends Verifying {
  private static final List<String> FIRST_USE =
      List.of(OpenIdProvider.DISCOVERY, OpenIdProvider.KEYS);

  @Test
  void asksNothingBeforeTheFirstToken() {
    assertThat(provider.requests()).isEmpty();
    assertTaken(token().signed());
    assertThat(provider.requests()).isEqualTo(FIRST_USE);
  }

  @Test
  void asksOnceForManyTokens() {
    for (int i = 0; i < 50; i++) {
      assertTaken(token().claim("jti", "t" + i).signed());
    }
    assertRefused(token().signedBy(TestKeys.ATTACKER));
    assertThat(provider.requests()).isEqualTo(FIRST_USE);
  }

  @Test
  void asksOnceForATokenWhoseKeyIsNotAmongThoseThatWereJustFetched() {
    assertRefused(token().header("kid", "made-up").signedBy(TestKeys.ATTACKER));
    assertThat(provider.requests()).isEqualTo(FIRST_USE);
  }

  @Test
  void takesANewKeyAsSoonAsATokenNamesIt() {
    assertTaken(token().signed());
    provider.publish(TestKeys.SECOND);
    assertTaken(token().header("kid", "second").signedBy(TestKeys.SECOND));
    assertThat(provider.requests()).hasSize(3);
    assertRefused(token().signed());
  }

  @Test
  void forgetsAKeyThatTheProviderNoLongerShows() {
    assertTaken(token().signed());
    provider.publish(TestKeys.SECOND);
    clock.move(ProviderKeys.FRESH);
    assertRefused(token().signed());
    assertTaken(token().header("kid", "second").signedBy(TestKeys.SECOND));
  }

  @Test
  void renewsTheKeysInTheBackgroundBeforeTheyAreOld() {
    assertTaken(token().signed());
    provider.publish(TestKeys.SECOND);
    clock.move(ProviderKeys.FRESH.minus(ProviderKeys.RENEWED_BEFORE).plusSeconds(1));
    assertTaken(token().signed());
    await().until(() -> provider.requests().size() == 3);
    assertThat(Collections.frequency(provider.requests(), OpenIdProvider.DISCOVERY)).isOne();
    assertTaken(token().header("kid", "second").signedBy(TestKeys.SECOND));
    assertThat(provider.requests()).hasSize(3);
  }

  @Test
  void doesNotLetMadeUpKeysFloodTheProvider() {
    assertTaken(token().signed());
    for (int i = 0; i < 200; i++) {
      assertRefused(token().header("kid", "made-up-" + i).signedBy(TestKeys.ATTACKER));
    }
    // The first use counts as one of the two.
    assertThat(provider.requests()).hasSize(3);
    assertTaken(token().signed());

    clock.move(ProviderKeys.INTERVAL);
    for (int i = 0; i < 200; i++) {
      assertRefused(token().header("kid", "made-up-" + i).signedBy(TestKeys.ATTACKER));
    }
    assertThat(provider.requests()).hasSize(5);
  }

  @Test
  void asksNothingForATokenThatNoKeyCouldMakeGood() {
    assertRefused(token().header("alg", "HS256").signedWithHmac(new byte[32]));
    assertRefused(token().header("typ", "logout+jwt").signed());
    assertRefused("e30.e30.");
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void findsItsWayToKeysThatWereMoved() {
    assertTaken(token().signed());
    String moved = provider.discovery(provider.issuer()).replace("/keys", "/moved");
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, moved));
    provider.keysAre(
        http -> {
          provider.publish(TestKeys.SECOND);
          OpenIdProvider.answer(http, 404, "");
        });
    assertTaken(token().header("kid", "second").signedBy(TestKeys.SECOND));
    assertThat(provider.requests())
        .endsWith(OpenIdProvider.KEYS, OpenIdProvider.DISCOVERY, "/moved");
  }
}
