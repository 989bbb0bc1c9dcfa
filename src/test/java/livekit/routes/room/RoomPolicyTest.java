package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import livekit.routes.settings.TenantList;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import livekit.routes.tenant.Tenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPolicyTest {
  private final RoomPolicy policy = new RoomPolicy(new Tenants(TenantList.of()));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "acme-, acme-1, false",
        "acme-, acme-, false",
        "acme-, acme, true",
        "acme-, Acme-1, true",
        "acme-, ` acme-1`, true",
        "acme-, globex-1, true",
        "7, 7.0, false",
        "7, 07, true",
        "7.0, 7, true",
        "null, null, false",
        "null, nul, true",
        "'a, 'a', false",
        "'a, a, true",
        "a.c, abc, true",
        "ä, ä1, false",
        // The same letter of two characters is another name to LiveKit.
        "ä, \u0061\u0308-1, true",
      })
  void forbidsWhatDoesNotBeginWithThePrefix(String prefix, String room, boolean forbidden) {
    Tenant tenant = new Tenant("acme", new TenantPolicy(prefix, null, null, null, null));
    assertThat(policy.forbids(() -> room, tenant)).isEqualTo(forbidden);
  }

  @Test
  void forbidsNothingWithoutAPrefix() {
    assertThat(policy.forbids(() -> "any", new Tenant("acme"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, acme-1, true",
        "none, acme, false",
        "acme-, acme-1, false",
        "acme-, acme-eu-1, true",
        "acme-eu-, acme-eu-1, false",
        "acme-eu-, acme-1, true",
      })
  void leavesANameToTheTenantsWithTheLongestPrefixOfIt(String own, String room, boolean forbidden) {
    Map<String, TenantPolicy> policies = Map.of("a", prefix("acme-"), "b", prefix("acme-eu-"));
    RoomPolicy some = new RoomPolicy(new Tenants(new TenantList(List.of(), policies, "")));

    assertThat(some.forbids(() -> room, new Tenant("any", prefix(own)))).isEqualTo(forbidden);
    assertThat(some.forbids(() -> room, null)).isEqualTo(!room.equals("acme"));
  }

  private static TenantPolicy prefix(String prefix) {
    return new TenantPolicy(prefix, null, null, null, null);
  }
}
