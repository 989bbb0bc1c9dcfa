package livekit.routes;

import org.junit.jupiter.api.Test;

/** A real livekit-server in its {@code --dev} form, whose secret has 6 bytes. */
class LiveKitDevContractTest {
  @Test
  void acceptsTokensOfAShortSecret() throws Exception {
    LiveKitServer.require();
    try (LiveKitServer server = LiveKitServer.startDev()) {
      new Case(server).givesATokenThatOpensARoom();
    }
  }

  /** One case of the contract, with this server. */
  private static final class Case extends TokenContract {
    private final LiveKitServer server;

    Case(LiveKitServer server) {
      this.server = server;
    }

    void givesATokenThatOpensARoom() throws Exception {
      try {
        start();
        createsAnAbsentRoomForTheTenant();
      } finally {
        stop();
      }
    }

    @Override
    Access startLiveKit() {
      return new Access(server.url(), server.apiKey(), server.apiSecret());
    }

    @Override
    void stopLiveKit() {
      // The test does.
    }
  }
}
