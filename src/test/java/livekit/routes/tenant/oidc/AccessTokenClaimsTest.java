package livekit.routes.tenant.oidc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livekit.routes.settings.OidcSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token has to say, signed as it should be. */
class AccessTokenClaimsTest extends Verifying {
  @Test
  void takesATokenOfTheProviderForThisService() {
    assertTaken(token().signed());
    assertTaken(token().claim("scope", "x").claim("nested", Map.of("a", List.of(1))).signed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/x", ".evil.example", "?a", "#a", " "})
  void refusesAnotherIssuer(String more) {
    assertRefused(token().claim("iss", provider.issuer() + more).signed());
    assertRefused(token().claim("iss", provider.issuer().toUpperCase(Locale.ROOT)).signed());
  }

  @Test
  void refusesATokenWithoutAnIssuer() {
    assertRefused(token().without("iss").signed());
    assertRefused(token().claim("iss", null).signed());
    assertRefused(token().claim("iss", List.of(provider.issuer())).signed());
  }

  @Test
  void takesAnIssuerWithASlashAtItsEndOnlyWithTheSlash() {
    String issuer = provider.issuer() + "/";
    provider.discoveryIs(http -> OpenIdProvider.answer(http, 200, provider.discovery(issuer)));
    use(OpenIdProvider.oidc(issuer, "tenant"));
    assertTaken(token().claim("iss", issuer).signed());
    assertRefused(token().signed());
  }

  @Test
  void takesTheAudienceAloneOrAmongOthers() {
    assertTaken(token().claim("aud", List.of(TestToken.AUDIENCE)).signed());
    assertTaken(
        token().claim("aud", List.of("https://other.example", TestToken.AUDIENCE)).signed());
  }

  @Test
  void refusesATokenForAnotherService() {
    assertRefused(token().without("aud").signed());
    assertRefused(token().claim("aud", null).signed());
    assertRefused(token().claim("aud", "").signed());
    assertRefused(token().claim("aud", "account").signed());
    assertRefused(token().claim("aud", TestToken.AUDIENCE + "/").signed());
    assertRefused(token().claim("aud", List.of()).signed());
    assertRefused(token().claim("aud", List.of("https://other.example", "account")).signed());
    assertRefused(token().claim("aud", List.of(TestToken.AUDIENCE, 5)).signed());
    assertRefused(token().claim("aud", Map.of("a", TestToken.AUDIENCE)).signed());
    assertRefused(token().claim("aud", Arrays.asList(null, "account")).signed());
  }

  @ParameterizedTest
  @CsvSource({"exp, -59, true", "exp, -60, false", "exp, -3600, false", "exp, 1, true"})
  @CsvSource({"nbf, 59, true", "nbf, 60, false", "nbf, 3600, false", "nbf, -3600, true"})
  // RFC 7519 gives iat no say.
  @CsvSource({"iat, 3600, true", "iat, -864000, true"})
  void allowsAMinuteForClocksThatDiffer(String claim, long seconds, boolean taken) {
    String token = token().claim(claim, clock.instant().getEpochSecond() + seconds).signed();
    if (taken) {
      assertTaken(token);
    } else {
      assertRefused(token);
    }
  }

  @Test
  void takesATimeWithAFraction() {
    assertTaken(token().claim("exp", clock.instant().getEpochSecond() + 10.5).signed());
  }

  @Test
  void refusesATokenThatNeverEnds() {
    assertRefused(token().without("exp").signed());
    assertRefused(token().claim("exp", null).signed());
    assertRefused(token().claim("exp", "4000000000").signed());
    assertRefused(token().claim("exp", true).signed());
    assertRefused(token().claim("exp", List.of(4_000_000_000L)).signed());
  }

  @Test
  void refusesATimeThatIsNotANumber() {
    assertRefused(token().claim("nbf", "0").signed());
    assertRefused(token().claim("iat", "now").signed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void takesTheTypesOfAccessTokens(String type) {
    assertTaken(token().header("typ", type).signed());
  }

  @Test
  void takesATokenWithoutAType() {
    assertTaken(token().withoutHeader("typ").signed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dpop+jwt",
        "secevent+jwt",
        "logout+jwt",
        "JOSE",
        "",
        " ",
        "at+jwt ",
        "application/secevent+jwt",
        "token-introspection+jwt"
      })
  void refusesOtherTypes(String type) {
    assertRefused(token().header("typ", type).signed());
  }

  @Test
  void refusesATypeThatIsNotAText() {
    assertRefused(token().header("typ", 5).signed());
    assertRefused(token().header("typ", List.of("JWT")).signed());
  }

  @Test
  void refusesATokenThatIsBoundToAKey() {
    assertRefused(token().claim("cnf", Map.of("jkt", "x")).signed());
    assertTaken(token().claim("cnf", null).signed());
  }

  @Test
  void refusesAnIdToken() {
    assertRefused(token().claim("at_hash", "x").signed());
    assertRefused(token().claim("c_hash", "x").signed());
    assertRefused(token().claim("typ", "ID").signed());
    assertTaken(token().claim("typ", "Bearer").signed());
  }

  @Test
  void putsThePrefixBeforeTheClaim() {
    OidcSettings plain = provider.oidc();
    use(
        new OidcSettings(
            plain.issuer(), plain.audience(), "org.id", plain.jwksUrl(), Optional.of("oidc:")));
    assertTaken(token().claim("org", Map.of("id", "globex")).signed(), "oidc:globex");
    assertRefused(token().claim("org", Map.of("id", "")).signed());
    assertRefused(token().signed());
  }
}
