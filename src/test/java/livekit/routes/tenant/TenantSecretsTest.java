package livekit.routes.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import livekit.routes.settings.TenantSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSecretsTest {
  @Test
  void findsTheTenantOfASecret() {
    TenantSecrets secrets = secrets("acme", "one", "globex", "two");
    assertThat(secrets.find(bearer("one"))).isEqualTo(new Tenant("acme"));
    assertThat(secrets.find(bearer("two"))).isEqualTo(new Tenant("globex"));
  }

  @Test
  void findsATenantByEachOfItsSecrets() {
    TenantSecrets secrets = secrets("acme", "old", "acme", "new", "acme", "new");
    assertThat(secrets.find(bearer("old"))).isEqualTo(new Tenant("acme"));
    assertThat(secrets.find(bearer("new"))).isEqualTo(new Tenant("acme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"One", "on", "one1", "on\u0435", "\0", "acme"})
  void refusesASecretThatNobodyHas(String secret) {
    assertRefused(secrets("acme", "one"), bearer(secret));
  }

  @Test
  void refusesEverySecretWhenThereAreNone() {
    assertRefused(new TenantSecrets(List.of()), bearer("one"));
  }

  @Test
  void refusesACredentialThatIsAbsentOrMalformed() {
    TenantSecrets secrets = secrets("acme", "one");
    assertRefused(secrets, null);
    assertRefused(secrets, Credential.from(List.of("Basic one"), null, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void refusesATenantWithABlankId(String id) {
    assertRefused(secrets(id, "one"), bearer("one"));
    assertRefused(secrets(null, "one"), bearer("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{x}}", "}}", "a#b", "100%", "a?b", "pässwörd", "€", "\"", "\\"})
  void takesSecretsAsTheyAre(String secret) {
    TenantSecrets secrets = secrets("acme", secret);
    String utf8OverLatin1 =
        new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(secrets.find(bearer(secret)).id()).isEqualTo("acme");
    assertThat(secrets.find(bearer(utf8OverLatin1)).id()).isEqualTo("acme");
    assertThat(secrets.find(Credential.from(null, List.of(secret), true)).id()).isEqualTo("acme");
  }

  @Test
  void holdsAHundredThousandSecretsAndServesManyThreads() {
    TenantSecrets secrets =
        new TenantSecrets(
            IntStream.range(0, 100_000)
                .mapToObj(i -> new TenantSecret("tenant-" + i, "secret-" + i))
                .toList());
    assertThat(
            IntStream.range(0, 100_000)
                .parallel()
                .filter(i -> secrets.find(bearer("secret-" + i)).id().equals("tenant-" + i))
                .count())
        .isEqualTo(100_000);
    assertRefused(secrets, bearer("secret-100000"));
  }

  @Test
  void doesNotStartWithTwoTenantsOfOneSecretOrAnEmptySecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets("acme", "s3cret", "globex", "s3cret"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    assertThatIllegalArgumentException().isThrownBy(() -> secrets("acme", ""));
  }

  @Test
  void neverShowsASecret() {
    TenantSecret secret = new TenantSecret("acme", "s3cret");
    assertThat(secret.toString()).contains("acme").doesNotContain("s3cret");
    assertThat(new TenantSecrets(List.of(secret)).toString()).doesNotContain("s3cret");
  }

  /** Tenant and secret in turns. */
  private static TenantSecrets secrets(String... pairs) {
    return new TenantSecrets(
        IntStream.range(0, pairs.length / 2)
            .mapToObj(i -> Arrays.asList(pairs).subList(2 * i, 2 * i + 2))
            .map(pair -> new TenantSecret(pair.get(0), pair.get(1)))
            .toList());
  }

  private static Credential bearer(String secret) {
    return Credential.from(List.of("Bearer " + secret), List.of(), true);
  }

  private static void assertRefused(TenantSecrets secrets, Credential credential) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> secrets.find(credential));
  }
}
