package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import livekit.routes.TokenContract.Access;
import org.junit.jupiter.api.Test;

/** The contract of rooms against the emulator of the dev profile. */
class EmulatorRoomsContractTest extends RoomsContract {
  private StandaloneEmulator emulator;

  @Override
  Access startLiveKit() throws Exception {
    emulator = new StandaloneEmulator();
    return emulator.access();
  }

  @Override
  void join(String room, String identity) {
    emulator.rooms().join(room, identity, "Ann");
  }

  /** A real livekit-server wants media for a track. */
  @Test
  void mutesATrack() throws Exception {
    String room = TokenContract.newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");
    String track = emulator.rooms().join(room, "ann", "Ann");

    JsonNode muted =
        ok(
            send(
                "POST",
                TokenContract.ACME,
                participant(room, "ann") + "/mute",
                "{\"track_sid\":\"" + track + "\",\"muted\":true}"));
    assertThat(muted.path("sid").textValue()).isEqualTo(track);
    assertThat(muted.path("muted").booleanValue()).isTrue();
    assertThat(muted.path("source").textValue()).isEqualTo("MICROPHONE");
    assertThat(ok(send("GET", TokenContract.ACME, participant(room, "ann"), null)).at("/tracks/0"))
        .isEqualTo(muted);
  }

  @Override
  void stopLiveKit() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
