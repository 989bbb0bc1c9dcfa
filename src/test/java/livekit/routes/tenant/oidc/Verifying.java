package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import livekit.routes.settings.OidcSettings;
import livekit.routes.tenant.AuthServiceUnreachableException;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.InvalidCredentialsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A provider, and a gateway's view of its tokens, at a time that the test sets. */
abstract class Verifying {
  /**
   * Long, for busy machines: the time that a test sets does not pass while the provider answers.
   */
  static final Duration WAIT = Duration.ofSeconds(30);

  final SetClock clock = new SetClock();
  OpenIdProvider provider;
  AccessTokens tokens;

  @BeforeEach
  void start() throws IOException {
    provider = new OpenIdProvider();
    tokens = new AccessTokens(provider.oidc(), clock, WAIT);
  }

  @AfterEach
  void stop() {
    tokens.close();
    provider.close();
  }

  void use(OidcSettings settings) {
    tokens.close();
    tokens = new AccessTokens(settings, clock, WAIT);
  }

  TestToken token() {
    return new TestToken(provider.issuer(), clock.instant());
  }

  void assertTaken(String token) {
    assertTaken(token, "acme");
  }

  void assertTaken(String token, String tenant) {
    assertThat(tokens.recognises(credential(token))).isTrue();
    assertThat(tokens.verify(credential(token)).id()).isEqualTo(tenant);
  }

  void assertRefused(String token) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .as(token.substring(0, Math.min(2000, token.length())))
        .isThrownBy(() -> tokens.verify(credential(token)));
  }

  void assertUnreachable(String token, String reason) {
    assertThatExceptionOfType(AuthServiceUnreachableException.class)
        .isThrownBy(() -> tokens.verify(credential(token)))
        .withMessageContaining(reason);
  }

  static Credential credential(String token) {
    return Credential.from(List.of("Bearer " + token), List.of(), true);
  }
}
