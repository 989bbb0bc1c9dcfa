package livekit.routes.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import livekit.routes.CpuTime;
import livekit.routes.settings.TenantList;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.settings.TenantSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsTest {
  private static final TenantPolicy POLICY =
      new TenantPolicy("acme-", null, Duration.ofSeconds(90), null, null);

  @Test
  void findsTheTenantOfASecret() {
    Tenants tenants = tenants("acme", "one", "globex", "two");
    assertThat(tenants.findBySecret(bearer("one"))).isEqualTo(new Tenant("acme"));
    assertThat(tenants.findBySecret(bearer("two"))).isEqualTo(new Tenant("globex"));
  }

  @Test
  void findsATenantByEachOfItsSecrets() {
    Tenants tenants = tenants("acme", "old", "acme", "new", "acme", "new");
    assertThat(tenants.findBySecret(bearer("old"))).isEqualTo(new Tenant("acme"));
    assertThat(tenants.findBySecret(bearer("new"))).isEqualTo(new Tenant("acme"));
  }

  @Test
  void givesATenantItsPolicyHoweverItProvedWhoItIs() {
    Tenants tenants =
        new Tenants(
            new TenantList(
                List.of(new TenantSecret("acme", "one")),
                Map.of("acme", POLICY, "of-oidc", POLICY),
                ""));
    assertThat(tenants.findBySecret(bearer("one"))).isEqualTo(new Tenant("acme", POLICY));
    assertThat(tenants.byId(new Tenant("acme"))).isEqualTo(new Tenant("acme", POLICY));
    assertThat(tenants.byId(new Tenant("of-oidc"))).isEqualTo(new Tenant("of-oidc", POLICY));
    assertThat(tenants.byId(new Tenant("ACME"))).isEqualTo(new Tenant("ACME"));
  }

  @Test
  void replacesAllTenantsAtOnce() {
    Tenants tenants = tenants("acme", "one", "globex", "two");
    Tenant before = tenants.findBySecret(bearer("one"));
    tenants.replace(
        new TenantList(List.of(new TenantSecret("acme", "three")), Map.of("acme", POLICY), ""));
    assertThat(tenants.findBySecret(bearer("one"))).isNull();
    assertThat(tenants.findBySecret(bearer("two"))).isNull();
    assertThat(tenants.findBySecret(bearer("three"))).isEqualTo(new Tenant("acme", POLICY));
    assertThat(before).isEqualTo(new Tenant("acme"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"One", "on", "one1", "on\u0435", "\0", "acme", "null", "'one'", "\"one\""})
  void findsNobodyByASecretThatNobodyHas(String secret) {
    assertThat(tenants("acme", "one").findBySecret(bearer(secret))).isNull();
  }

  @Test
  void doesNotTakeTheDigestOfASecretForTheSecret() {
    String digest = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    assertThat(tenants("acme", "one").findBySecret(bearer(digest))).isNull();
  }

  @Test
  void findsNobodyWhereThereAreNoSecrets() {
    assertThat(new Tenants(TenantList.of()).findBySecret(bearer("one"))).isNull();
  }

  @Test
  void refusesACredentialThatIsAbsentOrMalformed() {
    Tenants tenants = tenants("acme", "one");
    assertRefused(tenants, null);
    assertRefused(tenants, Credential.from(List.of("Basic one"), null, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void refusesATenantWithABlankId(String id) {
    assertRefused(tenants(id, "one"), bearer("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{x}}", "}}", "a#b", "100%", "a?b", "pässwörd", "€", "\"", "\\"})
  void takesSecretsAsTheyAre(String secret) {
    Tenants tenants = tenants("acme", secret);
    String utf8OverLatin1 =
        new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(tenants.findBySecret(bearer(secret)).id()).isEqualTo("acme");
    assertThat(tenants.findBySecret(bearer(utf8OverLatin1)).id()).isEqualTo("acme");
    assertThat(tenants.findBySecret(Credential.from(null, List.of(secret), true)).id())
        .isEqualTo("acme");
  }

  @Test
  void holdsAHundredThousandSecretsAndServesManyThreads() {
    TenantSecret[] secrets =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new TenantSecret("tenant-" + i, "secret-" + i))
            .toArray(TenantSecret[]::new);
    TenantList list = TenantList.of(secrets);
    // It takes some 0.1 s in a new process.
    assertThat(CpuTime.of(() -> new Tenants(list))).isLessThan(Duration.ofSeconds(5));
    Tenants tenants = new Tenants(list);
    assertThat(
            IntStream.range(0, 100_000)
                .parallel()
                .filter(i -> tenants.findBySecret(bearer("secret-" + i)).id().equals("tenant-" + i))
                .count())
        .isEqualTo(100_000);
    assertThat(tenants.findBySecret(bearer("secret-100000"))).isNull();
  }

  @Test
  void isNotMadeOfTwoTenantsWithOneSecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tenants("acme", "s3cret", "globex", "s3cret"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void neverShowsASecret() {
    TenantSecret secret = new TenantSecret("acme", "s3cret");
    assertThat(secret.toString()).contains("acme").doesNotContain("s3cret");
    assertThat(TenantList.of(secret).toString()).isEqualTo("tenants: 1, secrets: 1");
  }

  /** Tenant and secret in turns. */
  private static Tenants tenants(String... pairs) {
    return new Tenants(
        TenantList.of(
            IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> Arrays.asList(pairs).subList(2 * i, 2 * i + 2))
                .map(pair -> new TenantSecret(pair.get(0), pair.get(1)))
                .toArray(TenantSecret[]::new)));
  }

  private static Credential bearer(String secret) {
    return Credential.from(List.of("Bearer " + secret), List.of(), true);
  }

  private static void assertRefused(Tenants tenants, Credential credential) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> tenants.findBySecret(credential));
  }
}
