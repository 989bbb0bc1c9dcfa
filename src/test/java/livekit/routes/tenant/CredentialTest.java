package livekit.routes.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  @Test
  void isAbsentWhenTheCallerSentNothing() {
    assertThat(Credential.from(List.of(), List.of(), true)).isNull();
    assertThat(Credential.from(null, null, true)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer s3cret",
        "bearer s3cret",
        "BEARER s3cret",
        "Bearer   s3cret",
        "Bearer\ts3cret",
        "Bearer s3cret \t ",
        " \tBearer s3cret"
      })
  void readsTheTokenAfterTheScheme(String header) {
    assertThat(secretIn(header)).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{x}}", "}}", "a#b", "100%", "%41", "a?b", "a+b/c==", "pässwörd", "€", "a b"})
  void takesTheTokenAsItIs(String secret) {
    assertThat(secretIn("Bearer " + secret)).isEqualTo(secret);
    assertThat(Credential.from(null, List.of(secret), true).secret()).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pässwörd", "€", "日本"})
  void readsUtf8ThatTheServerTookForLatin1(String secret) {
    byte[] wire = secret.getBytes(StandardCharsets.UTF_8);
    assertThat(secretIn("Bearer " + new String(wire, StandardCharsets.ISO_8859_1)))
        .isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer \t ",
        "Bearers3cret",
        "Basic dTpw",
        "s3cret",
        "Bearer:s3cret",
        "Token s3cret"
      })
  void isPresentAndNeverValidForAnythingElse(String header) {
    assertMalformed(Credential.from(List.of(header), List.of(), true));
  }

  @Test
  void isNeverValidWithTwoAuthorizationHeaders() {
    assertMalformed(Credential.from(List.of("Bearer a", "Bearer a"), List.of("a"), true));
  }

  @Test
  void prefersTheHeaderEvenWhenItIsMalformed() {
    assertThat(Credential.from(List.of("Bearer header"), List.of("query"), true).secret())
        .isEqualTo("header");
    assertMalformed(Credential.from(List.of("Basic dTpw"), List.of("query"), true));
  }

  @Test
  void readsTheQueryParameterWhenThereIsNoHeader() {
    assertThat(Credential.from(List.of(), List.of("query"), true).secret()).isEqualTo("query");
  }

  @Test
  void takesTheQueryParameterForNobodysWhenItIsNotAllowed() {
    assertThat(Credential.from(List.of(), List.of("query"), false).isWellFormed()).isFalse();
    assertThat(Credential.from(List.of(), List.of(), false)).isNull();
    assertThat(Credential.from(List.of("Bearer a"), List.of("b"), false).secret()).isEqualTo("a");
  }

  @Test
  void isNeverValidWithAnEmptyOrRepeatedQueryParameter() {
    assertMalformed(Credential.from(List.of(), List.of(""), true));
    assertMalformed(Credential.from(List.of(), List.of("  "), true));
    assertMalformed(Credential.from(List.of(), List.of("a", "a"), true));
  }

  @Test
  void readsEightKibibytesOfTokenAndOfBlanks() {
    String secret = "x".repeat(8192);
    assertThat(secretIn("Bearer " + secret)).isEqualTo(secret);
    assertThat(secretIn("Bearer" + " ".repeat(8192) + "x" + " ".repeat(8192))).isEqualTo("x");
  }

  @Test
  void neverShowsTheSecret() {
    assertThat(Credential.from(List.of("Bearer s3cret"), null, true).toString())
        .doesNotContain("s3cret");
  }

  private static String secretIn(String header) {
    Credential credential = Credential.from(List.of(header), List.of(), true);
    assertThat(credential.isWellFormed()).isTrue();
    return credential.secret();
  }

  private static void assertMalformed(Credential credential) {
    assertThat(credential).isNotNull();
    assertThat(credential.isWellFormed()).isFalse();
    assertThatExceptionOfType(InvalidCredentialsException.class).isThrownBy(credential::secret);
  }
}
