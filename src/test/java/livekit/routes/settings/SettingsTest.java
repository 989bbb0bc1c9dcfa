package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void hasADefaultForEverything() {
    Settings settings = Given.nothing().settings();
    assertThat(settings.dev()).isFalse();
    assertThat(settings.tokenTtl()).isEqualTo(Duration.ofHours(6));
    assertThat(settings.claims())
        .isEqualTo(inMemory(Duration.ofSeconds(6 * 3600 + 120), 1_000_000, 100_000));
    assertThat(settings.room()).isEqualTo(new RoomSettings(false, null, null, null));
    assertThat(settings.grants()).isEqualTo(new GrantSettings(true, true, true));
    assertThat(settings.limits()).isEqualTo(new LimitSettings(512 * 1024, 64 * 1024));
    assertThat(settings.anonymousAgents()).isFalse();
    assertThat(settings.preciseFailureStatus()).isFalse();
    assertThat(Given.dev().settings().dev()).isTrue();
  }

  @Test
  void takesEverySettingOfRoomsAndTokens() {
    Settings settings =
        Given.plain("LIVEKIT_TOKEN_TTL", "10m")
            .with("ROOM_CLAIMS", "memory")
            .with("ROOM_CLAIM_RETENTION", "600")
            .with("ROOM_CLAIMS_MAX", "20")
            .with("ROOM_CLAIMS_MAX_PER_TENANT", "10")
            .with("ROOM_UNOWNED", "refuse")
            .with("ROOM_EMPTY_TIMEOUT", "5 min")
            .with("ROOM_DEPARTURE_TIMEOUT", "20s")
            .with("ROOM_MAX_PARTICIPANTS", "50")
            .with("TOKEN_CAN_PUBLISH", "false")
            .with("LIVEKIT_MAX_METADATA_SIZE", "64000")
            .with("LIVEKIT_MAX_ATTRIBUTES_SIZE", "0")
            .with("ANONYMOUS_AGENTS", "true")
            .with("LIVEKIT_FAILURE_STATUS", "precise")
            .settings();
    assertThat(settings.tokenTtl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.claims()).isEqualTo(inMemory(Duration.ofMinutes(10), 20, 10));
    assertThat(settings.room()).isEqualTo(new RoomSettings(true, 300, 20, 50));
    assertThat(settings.grants()).isEqualTo(new GrantSettings(false, true, true));
    assertThat(settings.limits()).isEqualTo(new LimitSettings(64_000, 0));
    assertThat(settings.anonymousAgents()).isTrue();
    assertThat(settings.preciseFailureStatus()).isTrue();
  }

  @Test
  void opensRoomsToAnonymousCallersOnlyWhereThereAreNoTenants() {
    assertThat(Given.nothing().settings().anonymousRooms()).isFalse();
    Settings open = Given.plain("ANONYMOUS_ROOMS", "true").settings();
    assertThat(open.anonymousRooms()).isTrue();
    assertThat(open.warnings()).anyMatch(line -> line.startsWith("ANONYMOUS_ROOMS=true: "));
    assertThat(
            Given.plain("ANONYMOUS_ROOMS", "true")
                .with("AUTH_REQUIRED", "false")
                .withSecret("AUTH_API_SECRET", "s")
                .refusalOf("ANONYMOUS_ROOMS"))
        .contains("expected false where tenants have rooms");
  }

  @Test
  void turnsOffEachGrantByItsOwnSetting() {
    assertThat(Given.plain("TOKEN_CAN_SUBSCRIBE", "false").settings().grants())
        .isEqualTo(new GrantSettings(true, false, true));
    assertThat(Given.plain("TOKEN_CAN_PUBLISH_DATA", "false").settings().grants())
        .isEqualTo(new GrantSettings(true, true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "0.5s", "1.5s", "ever", "1h30m", "3651 days"})
  void refusesATimeThatIsNotWholeSeconds(String text) {
    for (String name :
        new String[] {"LIVEKIT_TOKEN_TTL", "ROOM_EMPTY_TIMEOUT", "ROOM_DEPARTURE_TIMEOUT"}) {
      assertThat(Given.plain(name, text).refusalOf(name)).contains("whole seconds, 1 or more");
    }
  }

  @Test
  void takesTheLongestTimes() {
    Given given = Given.plain("LIVEKIT_TOKEN_TTL", "3650 days");
    Settings settings = given.with("ROOM_EMPTY_TIMEOUT", "3650 days").settings();
    assertThat(settings.claims().retention()).isEqualTo(Durations.MAX.plusSeconds(120));
    assertThat(settings.room().emptyTimeoutSeconds()).isEqualTo(315_360_000);
  }

  @Test
  void refusesARetentionBelowTheLifeOfAToken() {
    assertThat(Given.plain("ROOM_CLAIM_RETENTION", "5h").refusalOf("ROOM_CLAIM_RETENTION"))
        .contains("not less than LIVEKIT_TOKEN_TTL");
    Given.plain("ROOM_CLAIM_RETENTION", "0").refusalOf("ROOM_CLAIM_RETENTION");
    assertThat(Given.plain("ROOM_CLAIM_RETENTION", "always").refusalOf("ROOM_CLAIM_RETENTION"))
        .contains("a duration such as");
  }

  @ParameterizedTest
  @CsvSource({
    "ROOM_CLAIMS, disk, expected memory or redis",
    "ROOM_UNOWNED, adopt, expected claim or refuse",
    "LIVEKIT_FAILURE_STATUS, exact, expected documented or precise",
    "ROOM_CLAIMS_MAX, 0, from 1 to 2147483647",
    "ROOM_CLAIMS_MAX_PER_TENANT, 0, from 1 to 2147483647",
    "LIVEKIT_MAX_METADATA_SIZE, -1, from 0 to 2147483647",
    "LIVEKIT_MAX_ATTRIBUTES_SIZE, 64K, from 0 to 2147483647",
    "ROOM_MAX_PARTICIPANTS, 0, from 1 to 2147483647",
    "ROOM_MAX_PARTICIPANTS, 2147483648, from 1 to 2147483647",
  })
  void refusesAnotherValue(String name, String value, String expected) {
    assertThat(Given.plain(name, value).refusalOf(name)).contains(expected);
  }

  @Test
  void neverPrintsASecret() {
    Settings settings =
        Given.livekit("ws://h")
            .withSecret("LIVEKIT_API_KEY", "my-livekit-key")
            .withSecret("AUTH_API_SECRETS_JSON", "[{\"id\":\"acme\",\"secret\":\"one-secret\"}]")
            .withSecret("AUTH_API_SECRET", "two-secret")
            .settings();
    assertThat(settings.toString() + settings.auth().secrets() + settings.livekit())
        .contains("ws://h", "TenantSecret[tenant=acme, digest=SecretDigest[hidden]]")
        .doesNotContain("my-livekit-key", Given.LONG_SECRET, "one-secret", "two-secret");
    assertThat(Given.dev().settings().withEmulatorAt(URI.create("http://h")).toString())
        .doesNotContain(DemoSettings.LIVEKIT_API_SECRET, "acme-demo-secret");
  }

  private static ClaimSettings inMemory(Duration retention, int maxClaims, int maxPerTenant) {
    return new ClaimSettings(retention, maxClaims, maxPerTenant, Optional.empty(), List.of());
  }
}
