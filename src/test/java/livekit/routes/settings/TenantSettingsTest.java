package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import livekit.routes.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSettingsTest {
  private static final String LIST = "[{\"id\":\"acme\",\"secret\":\"one-secret\"}]";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"AUTH_API_SECRETS_FILE", "AUTH_API_SECRETS_JSON_FILE"})
  void readsTheListFromAFileUnderBothNames(String name) throws IOException {
    TenantSettings tenants = read(Given.secret(name, file(LIST + "\n")));
    assertThat(tenants.list().secrets()).containsExactly(new TenantSecret("acme", "one-secret"));
    TenantsFile file = tenants.file().orElseThrow();
    assertThat(file.setting()).isEqualTo(name);
    assertThat(file.version()).isEqualTo(tenants.list().version()).hasSize(64);
    assertThat(file.read()).isEqualTo(tenants.list());
  }

  @Test
  void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
    TenantSettings tenants =
        read(Given.secret("AUTH_API_SECRETS_FILE", file("\uFEFF" + LIST + "\r\n\n")));
    assertThat(tenants.list().secrets()).containsExactly(new TenantSecret("acme", "one-secret"));
    TenantsFile file = tenants.file().orElseThrow();
    assertThat(file.version()).isEqualTo(tenants.list().version());
    assertThat(file.readAgain()).isEqualTo(tenants.list());
  }

  @Test
  void hasNoFileWhereTheListIsInTheEnvironment() {
    TenantSettings tenants = read(Given.secret("AUTH_API_SECRETS_JSON", LIST));
    assertThat(tenants.file()).isEmpty();
    assertThat(tenants.list().version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_API_SECRETS_JSON, AUTH_API_SECRETS_JSON_FILE",
    "AUTH_API_SECRETS_JSON, AUTH_API_SECRETS_FILE",
    "AUTH_API_SECRETS_JSON_FILE, AUTH_API_SECRETS_FILE"
  })
  void refusesTwoSourcesOfTheList(String one, String other) throws IOException {
    String value = one.endsWith("FILE") ? file(LIST) : LIST;
    assertThat(read(Given.secret(one, value)).list().secrets()).hasSize(1);
    assertThat(Given.secret(one, value).withSecret(other, file(LIST)).refusalOf(one))
        .contains("set it or " + other + ", not both");
  }

  @Test
  void readsAFileByTheRulesOfTheOtherSettings() throws IOException {
    String list = "[{\"id\":\"acme\",\"secret\":\"one-secret\",\"token_ttl\":\"10m\"}]";
    Given given = Given.secret("AUTH_API_SECRETS_FILE", file(list));
    assertThat(read(given).list().policies().get("acme").tokenTtl()).hasMinutes(10);
    given.with("LIVEKIT_TOKEN_TTL", "5m");
    assertThat(given.refusalOf("AUTH_API_SECRETS_FILE")).contains("entry 1 has a \"token_ttl\"");
  }

  @Test
  void givesTheSecretBesideTheListToItsTenant() throws IOException {
    String list = "[{\"id\":\"acme\",\"secret\":\"one-secret\",\"token_ttl\":\"10m\"}]";
    Given given =
        Given.secret("AUTH_API_SECRETS_FILE", file(list))
            .withSecret("AUTH_API_SECRET", "two-secret")
            .with("AUTH_API_SECRET_ID", "acme");
    assertThat(read(given).list().secrets())
        .containsExactlyInAnyOrder(
            new TenantSecret("acme", "one-secret"), new TenantSecret("acme", "two-secret"));
    assertThat(read(given).list().policies()).hasSize(1);
    assertThat(read(given).list().policies().get("acme").tokenTtl()).hasMinutes(10);
    given.withSecret("AUTH_API_SECRET", "one-secret");
    assertThat(given.refusalOf("AUTH_API_SECRETS_FILE"))
        .contains("entry 1 has the same secret as AUTH_API_SECRET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file", "nul\0byte", "."})
  void refusesAFileThatCannotBeRead(String path) {
    assertThat(Given.secret("AUTH_API_SECRETS_FILE", path).refusalOf("AUTH_API_SECRETS_FILE"))
        .contains("readable file of UTF-8 text");
  }

  @Test
  void refusesAFileWithoutText() throws IOException {
    for (String blank : new String[] {"", " \n", "\uFEFF", "\uFEFF\n"}) {
      assertThat(
              Given.secret("AUTH_API_SECRETS_FILE", file(blank)).refusalOf("AUTH_API_SECRETS_FILE"))
          .contains("not empty or blank");
    }
  }

  @Test
  void readsAHundredThousandTenantsWithPoliciesQuickly() throws IOException {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < 100_000; i++) {
      list.append(i == 0 ? "" : ",\n")
          .append("{\"id\":\"tenant-%1$d\",\"secret\":\"secret-of-%1$d\",".formatted(i))
          .append("\"room_prefix\":\"tenant-%d-\",\"token_ttl\":\"10m\"}".formatted(i));
    }
    Given given = Given.secret("AUTH_API_SECRETS_FILE", file(list.append(']').toString()));
    // It takes some 0.6 s in a new process.
    assertThat(CpuTime.of(given::settings)).isLessThan(Duration.ofSeconds(5));
    TenantList tenants = read(given).list();
    assertThat(tenants.secrets()).hasSize(100_000);
    assertThat(tenants.policies().get("tenant-99999").roomPrefix()).isEqualTo("tenant-99999-");
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "list", ""), content).toString();
  }

  private static TenantSettings read(Given given) {
    return given.settings().auth().tenants();
  }
}
