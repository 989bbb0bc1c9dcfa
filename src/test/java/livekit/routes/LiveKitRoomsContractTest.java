package livekit.routes;

import static livekit.routes.TokenContract.ACME;
import static livekit.routes.TokenContract.request;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.TokenContract.Access;

/** The contract of rooms against a real livekit-server. */
class LiveKitRoomsContractTest extends RoomsContract {
  private final List<WebSocket> joined = new ArrayList<>();
  private LiveKitServer server;

  @Override
  Access startLiveKit() {
    LiveKitServer.require();
    server = LiveKitServer.start("contract-key", "contract-secret-of-at-least-32-bytes");
    return new Access(server.url(), server.apiKey(), server.apiSecret());
  }

  /** What a client SDK does first: from then on it is in the room. */
  @Override
  void join(String room, String identity) throws Exception {
    String token =
        TokenContract.token(
            gateway.token(ACME, request(room).replace("\"ann\"", quoted(identity))));
    URI url = URI.create(server.url().toString().replace("http", "ws") + "/rtc?protocol=15");
    joined.add(
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(url, new WebSocket.Listener() {})
            .join());
  }

  @Override
  void stopLiveKit() {
    joined.forEach(WebSocket::abort);
    if (server != null) {
      server.close();
    }
  }
}
