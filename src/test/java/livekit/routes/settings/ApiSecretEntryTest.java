package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSecretEntryTest {
  /** What {@code printf %s gold | sha256sum} says. */
  private static final String GOLD =
      "24d7f03d8dc3c3666969e6fa5bb1fac4736d3f1353c28307ed51b320f9dc42d3";

  @Test
  void takesTheDigestOfASecretForTheSecret() throws IOException {
    for (String hex : new String[] {GOLD, GOLD.toUpperCase(Locale.ROOT)}) {
      assertThat(parse("[{\"id\":\"acme\",\"secret_sha256\":\"" + hex + "\"}]").secrets())
          .containsExactly(new TenantSecret("acme", "gold"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"secret\":\"s\",\"secret_sha256\":\"$\"} | expected one of them",
        "{\"id\":\"a\",\"secret_sha256\":\"\"}        | not the 64 hex digits",
        "{\"id\":\"a\",\"secret_sha256\":\"$0\"}      | not the 64 hex digits",
        "{\"id\":\"a\",\"secret_sha256\":\" $\"}      | not the 64 hex digits",
        "{\"id\":\"a\",\"secret_sha256\":\"gold\"}    | not the 64 hex digits",
        "{\"id\":\"a\",\"secret_sha256\":5}           | that is not a text",
        "{\"id\":\"a\",\"secret_sha256\":null}        | that is not a text",
        "{\"id\":\"a\",\"secret_sha256\":"
            + "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}"
            + " | not the 64 hex digits",
        "{\"id\":\"\\ud83d\",\"secret\":\"s\"}        | not well-formed Unicode",
        "{\"id\":\"a\",\"secret\":\"\\udc00\"}        | not well-formed Unicode",
      })
  void refusesASecretThatNobodyCanSend(String entry, String reason) {
    assertRefused("[" + entry.replace("$", GOLD) + "]", "entry 1", reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void refusesOneSecretInBothForms(String tenant) {
    String digest = "{\"id\":\"a\",\"secret_sha256\":\"" + GOLD + "\"}";
    String plain = "{\"id\":\"" + tenant + "\",\"secret\":\"gold\"}";
    assertRefused("[" + digest + "," + plain + "]", "entry 2 has the same secret as entry 1");
    assertRefused("[" + plain + "," + digest + "]", "entry 2 has the same secret as entry 1");
    assertRefused("[" + digest + "," + digest + "]", "entry 2 has the same secret as entry 1");
  }

  @Test
  void refusesTheDigestOfADemoSecret() {
    String demo = "d5034fe31c83ef0395c8d799ca3910fbc4d19365774541bb2dc0c7d574fe3d1b";
    assertRefused(
        "[{\"id\":\"a\",\"secret_sha256\":\"" + demo + "\"}]", "a secret of the dev profile");
  }

  @Test
  void needsASecretUnlessTenantsMayProveWhoTheyAreInAnotherWay() throws IOException {
    String list = "[{\"id\":\"acme\",\"room_prefix\":\"a\"},{\"id\":\"x\",\"secret\":\"s\"}]";
    assertRefused(list, "entry 1 has no \"secret\" or \"secret_sha256\"");
    TenantList tenants = parser(true).parse(new StringReader(list));
    assertThat(tenants.secrets()).containsExactly(new TenantSecret("x", "s"));
    assertThat(tenants.policies().get("acme").roomPrefix()).isEqualTo("a");
  }

  @Test
  void takesThePolicyOfATenantFromAnyOneOfItsEntries() throws IOException {
    String with = "{\"id\":\"a\",\"secret\":\"1\",\"token_ttl\":\"90s\"}";
    String equal = "{\"id\":\"a\",\"secret\":\"2\",\"token_ttl\":90}";
    String without = "{\"id\":\"a\",\"secret\":\"3\"}";
    for (String list :
        new String[] {
          with + "," + without, without + "," + with, with + "," + equal + "," + without
        }) {
      assertThat(parse("[" + list + "]").policies().get("a").tokenTtl()).hasSeconds(90);
    }
  }

  @Test
  void refusesTwoPoliciesOfOneTenant() {
    String one = "{\"id\":\"a\",\"secret\":\"1\",\"token_ttl\":90}";
    String without = "{\"id\":\"a\",\"secret\":\"2\"}";
    for (String other : new String[] {"\"token_ttl\":91", "\"token_ttl\":90,\"grants\":[]"}) {
      String two = "{\"id\":\"a\",\"secret\":\"3\"," + other + "}";
      assertRefused(
          "[" + one + "," + without + "," + two + "]",
          "entry 3 has another policy than an earlier entry with its \"id\"");
    }
  }

  private static void assertRefused(String json, String... parts) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> parse(json))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("THE_LIST: ")
                    .contains(parts)
                    .doesNotContain("gold", GOLD));
  }

  private static TenantList parse(String json) throws IOException {
    return parser(false).parse(new StringReader(json));
  }

  private static ApiSecrets parser(boolean secretsOptional) {
    GrantSettings grants = new GrantSettings(true, true, true);
    return new ApiSecrets(
        "THE_LIST",
        new TenantRules(false, secretsOptional, Duration.ofHours(6), grants),
        Optional.empty());
  }
}
