package livekit.routes.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import livekit.routes.api.StrictJson;
import livekit.routes.room.MemoryRoomClaims;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaims;
import org.junit.jupiter.api.Test;

class FinishedRoomsTest {
  @Test
  void keepsTheRoomForTwelveMinutes() {
    AtomicReference<String> kept = new AtomicReference<>();
    RoomClaims claims =
        new RecordingClaims(new MemoryRoomClaims(Duration.ofSeconds(1), 9, 9), kept);
    new FinishedRooms(claims, StrictJson.mapper())
        .keep(
            new WebhookEvent(
                "EV_1",
                "room_finished",
                Map.of("room", Map.of("name", "lobby", "metadata", "{\"auth_id\":\"acme\"}")),
                new byte[0]));

    assertThat(kept).hasValue("lobby acme PT12M");
  }

  private record RecordingClaims(RoomClaims claims, AtomicReference<String> kept)
      implements RoomClaims {
    @Override
    public RoomClaim lease(String room, String tenant) {
      return claims.lease(room, tenant);
    }

    @Override
    public RoomClaim takeOver(RoomClaim seen) {
      return claims.takeOver(seen);
    }

    @Override
    public boolean keep(RoomClaim claim) {
      return claims.keep(claim);
    }

    @Override
    public boolean keep(String room, String tenant, Duration atLeast) {
      kept.set(room + " " + tenant + " " + atLeast);
      return claims.keep(room, tenant, atLeast);
    }

    @Override
    public void giveBack(RoomClaim claim) {
      claims.giveBack(claim);
    }
  }
}
