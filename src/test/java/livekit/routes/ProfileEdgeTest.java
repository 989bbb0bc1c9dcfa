package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The emulator belongs to the dev profile. */
class ProfileEdgeTest {
  @Test
  void outsideTheDevProfileThereIsNoEmulator() {
    try (RunningGateway gateway = RunningGateway.with(Map.of())) {
      assertThat(gateway.context().getRoute("issue-token")).isNotNull();
      assertThat(gateway.context().getRoute("emulate-livekit")).isNull();
      assertThat(gateway.context().getRegistry().lookupByName("emulatedRooms")).isNull();
    }
  }
}
