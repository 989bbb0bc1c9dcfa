package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The contract against a real livekit-server. */
class LiveKitContractTest extends TokenContract {
  private LiveKitServer server;

  @Override
  Access startLiveKit() {
    requireBinary();
    server = LiveKitServer.start("contract-key", "contract-secret-of-at-least-32-bytes");
    return new Access(server.url(), server.apiKey(), server.apiSecret());
  }

  @Override
  void stopLiveKit() {
    if (server != null) {
      server.close();
    }
  }

  /**
   * Skips, with a line that says what to do; fails instead where {@code CONTRACT_REQUIRED=true}.
   */
  static void requireBinary() {
    boolean present = LiveKitServer.binary().isPresent();
    if ("true".equals(System.getenv("CONTRACT_REQUIRED"))) {
      assertThat(present).as(LiveKitServer.HOW_TO_GET).isTrue();
    }
    assumeTrue(present, LiveKitServer.HOW_TO_GET);
  }
}
