package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantPolicyReaderTest {
  @Test
  void readsEveryMember() {
    assertThat(
            policy(
                """
                "room_prefix": "acme-", "grants": ["canSubscribe", "canPublishData"],
                "token_ttl": "90s", "max_participants": 50, "empty_timeout": "10m"
                """))
        .isEqualTo(
            new TenantPolicy(
                "acme-", new GrantSettings(false, true, true), Duration.ofSeconds(90), 50, 600));
  }

  @Test
  void leavesToTheSettingsWhatIsNotThere() {
    assertThat(policy("\"max_participants\":1"))
        .isEqualTo(new TenantPolicy(null, null, null, 1, null));
    assertThat(list("[{\"id\":\"acme\",\"secret\":\"s\"}]").policies())
        .containsEntry("acme", TenantPolicy.NONE);
  }

  @ParameterizedTest
  @CsvSource({"90, 90", "90.0, 90", "'\"90\"', 90", "'\"1.5h\"', 5400", "'\"6h\"', 21600"})
  void readsADurationFromATextOrANumberOfSeconds(String json, long seconds) {
    assertThat(policy("\"token_ttl\":" + json).tokenTtl()).hasSeconds(seconds);
    assertThat(policy("\"empty_timeout\":" + json).emptyTimeoutSeconds()).isEqualTo((int) seconds);
  }

  @Test
  void takesALifeOfTokensUpToThatOfTheSettings() {
    String json = entry("\"token_ttl\":\"10m\"");
    assertThat(Given.secret("AUTH_API_SECRETS_JSON", json).settings()).isNotNull();
    Given shorter = Given.secret("AUTH_API_SECRETS_JSON", json).with("LIVEKIT_TOKEN_TTL", "599s");
    assertThat(shorter.refusalOf("AUTH_API_SECRETS_JSON"))
        .contains("entry 1 has a \"token_ttl\" that is longer than LIVEKIT_TOKEN_TTL");
    assertThat(policy("\"empty_timeout\":\"7h\"").emptyTimeoutSeconds()).isEqualTo(25_200);
  }

  @Test
  void takesNoGrantAtAll() {
    assertThat(policy("\"grants\":[]").grants()).isEqualTo(new GrantSettings(false, false, false));
  }

  @ParameterizedTest
  @CsvSource({
    "canPublish, TOKEN_CAN_PUBLISH",
    "canSubscribe, TOKEN_CAN_SUBSCRIBE",
    "canPublishData, TOKEN_CAN_PUBLISH_DATA"
  })
  void takesNoGrantThatTheSettingsSwitchOff(String grant, String setting) {
    Given given =
        Given.secret("AUTH_API_SECRETS_JSON", entry("\"grants\":[\"" + grant + "\"]"))
            .with(setting, "false");
    assertThat(given.refusalOf("AUTH_API_SECRETS_JSON"))
        .contains("entry 1 has \"grants\" that")
        .contains(setting);
    given.with(setting, "true");
    assertThat(given.settings().auth().secrets()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"room_prefix\":\"\"           | \"room_prefix\" that is empty",
        "\"room_prefix\":5              | \"room_prefix\" that is not a text",
        "\"room_prefix\":null           | \"room_prefix\" that is not a text",
        "\"room_prefix\":\"\\ud83d\"    | \"room_prefix\" that is not well-formed",
        "\"grants\":null                | \"grants\" that are not a list",
        "\"grants\":\"canPublish\"      | \"grants\" that are not a list",
        "\"grants\":{\"a\":\"canPublish\"} | \"grants\" that are not a list",
        "\"grants\":[\"canpublish\"]    | \"grants\" that are not a list",
        "\"grants\":[\"roomAdmin\"]     | \"grants\" that are not a list",
        "\"grants\":[\"canPublish\",\"roomCreate\"] | \"grants\" that are not a list",
        "\"grants\":[true]              | \"grants\" that are not a list",
        "\"grants\":[null]              | \"grants\" that are not a list",
        "\"token_ttl\":0                | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":1.5              | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":-90              | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":\"ever\"         | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":null             | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":true             | \"token_ttl\" that is not whole seconds",
        "\"token_ttl\":[90]             | \"token_ttl\" that is not whole seconds",
        "\"empty_timeout\":\"0s\"       | \"empty_timeout\" that is not whole seconds",
        "\"empty_timeout\":\"3651 days\" | \"empty_timeout\" that is not whole seconds",
        "\"max_participants\":0         | \"max_participants\" that is not a whole number",
        "\"max_participants\":-1        | \"max_participants\" that is not a whole number",
        "\"max_participants\":1.5       | \"max_participants\" that is not a whole number",
        "\"max_participants\":\"5\"     | \"max_participants\" that is not a whole number",
        "\"max_participants\":null      | \"max_participants\" that is not a whole number",
        "\"max_participants\":2147483648 | \"max_participants\" that is not a whole number",
        "\"roomPrefix\":\"a\"           | a member that is not \"id\"",
        "\"ttl\":90                     | a member that is not \"id\"",
      })
  void refusesAnotherMemberOrValue(String member, String reason) {
    assertThat(
            Given.secret("AUTH_API_SECRETS_JSON", entry(member)).refusalOf("AUTH_API_SECRETS_JSON"))
        .contains("entry 1 has ")
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "'a", "null", "{{x}}", "#%?", "5", "日本", " "})
  void takesAPrefixAsItIs(String prefix) {
    assertThat(policy("\"room_prefix\":\"" + prefix + "\"").roomPrefix()).isEqualTo(prefix);
  }

  @Test
  void takesAPrefixUpToTheLengthOfARoomsName() {
    assertThat(policy("\"room_prefix\":\"" + "x".repeat(256) + "\"").roomPrefix()).hasSize(256);
    String json = entry("\"room_prefix\":\"" + "ü".repeat(129) + "\"");
    assertThat(Given.secret("AUTH_API_SECRETS_JSON", json).refusalOf("AUTH_API_SECRETS_JSON"))
        .contains("longer than 256 bytes");
  }

  private static TenantPolicy policy(String members) {
    return list(entry(members)).policies().get("acme");
  }

  private static String entry(String members) {
    return "[{\"id\":\"acme\",\"secret\":\"s\"," + members + "}]";
  }

  private static TenantList list(String json) {
    return Given.secret("AUTH_API_SECRETS_JSON", json).settings().auth().tenants().list();
  }
}
