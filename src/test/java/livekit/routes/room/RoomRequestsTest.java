package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.RoomSettings;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.RoomAgent;
import org.junit.jupiter.api.Test;

class RoomRequestsTest {
  private static final RoomSettings ALL = new RoomSettings(false, 300, 20, 50);
  private static final RoomSettings NONE = new RoomSettings(false, null, null, null);
  private static final String OWNED =
      "{\"name\":\"r\",\"metadata\":\"{\\\"auth_id\\\":\\\"t\\\"}\"";

  @Test
  void createsARoomWithWhatTheSettingsSay() {
    assertThat(create(ALL, TenantPolicy.NONE))
        .isEqualTo(
            OWNED + ",\"empty_timeout\":300,\"departure_timeout\":20,\"max_participants\":50}");
    assertThat(create(NONE, TenantPolicy.NONE)).isEqualTo(OWNED + "}");
  }

  @Test
  void createsARoomWithWhatTheTenantsPolicySaysInstead() {
    TenantPolicy policy = new TenantPolicy(null, null, null, 2, 3600);
    assertThat(create(ALL, policy))
        .isEqualTo(
            OWNED + ",\"empty_timeout\":3600,\"departure_timeout\":20,\"max_participants\":2}");
    assertThat(create(NONE, policy))
        .isEqualTo(OWNED + ",\"empty_timeout\":3600,\"max_participants\":2}");
    assertThat(create(ALL, new TenantPolicy("r", null, null, null, 60)))
        .isEqualTo(
            OWNED + ",\"empty_timeout\":60,\"departure_timeout\":20,\"max_participants\":50}");
  }

  @Test
  void createsARoomWithTheAgentsThatStartInIt() {
    RoomRequests requests = new RoomRequests(StrictJson.mapper(), NONE);
    List<RoomAgent> agents =
        List.of(
            new RoomAgent("a", "m", "d", Map.of("k", "v"), "JRP_NEVER"),
            new RoomAgent(null, null, null, null, null));

    assertThat(requests.create(() -> "r", new Tenant("t"), agents))
        .isEqualTo(
            OWNED
                + ",\"agents\":[{\"agentName\":\"a\",\"metadata\":\"m\",\"deployment\":\"d\","
                + "\"attributes\":{\"k\":\"v\"},\"restartPolicy\":\"JRP_NEVER\"},{}]}");
  }

  private static String create(RoomSettings settings, TenantPolicy policy) {
    RoomRequests requests = new RoomRequests(StrictJson.mapper(), settings);
    return requests.create(() -> "r", new Tenant("t", policy), List.of());
  }
}
