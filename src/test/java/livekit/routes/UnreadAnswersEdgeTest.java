package livekit.routes;

import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant that does not read its answers fills the memory of nobody. */
class UnreadAnswersEdgeTest {
  private static final int ROOMS = 40;
  private static final String METADATA =
      "{\"auth_id\":\"acme\",\"x\":\"%s\"}".formatted("x".repeat(60_000));

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private final List<RawHttp> silent = new ArrayList<>();
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = RunningGateway.with(livekit.settings());
    String rooms =
        IntStream.range(0, ROOMS)
            .mapToObj(i -> FaultyLiveKit.room("room-" + i, METADATA))
            .collect(Collectors.joining(",", "{\"rooms\":[", "]}"));
    Behaviour all = ProtobufRooms.answer(ProtobufRooms.list(rooms));
    livekit.server().otherwise(asked -> answer(asked, all));
  }

  private static Behaviour answer(BadServer.Request asked, Behaviour all) {
    List<String> names = ProtobufRooms.names(asked.bytes());
    return names.isEmpty() ? all : FaultyLiveKit.listed(names.get(0), "{\"auth_id\":\"acme\"}");
  }

  @AfterEach
  void stop() throws IOException {
    hangUp();
    gateway.close();
    livekit.close();
  }

  private void hangUp() throws IOException {
    for (RawHttp each : silent) {
      each.close();
    }
  }

  @Test
  void anotherListIsRefusedBeforeLiveKitIsAskedAndNobodyElseIs() throws IOException {
    await().until(() -> list(ACME).body().length() > ROOMS * 60_000);
    String get = "GET /livekit/rooms HTTP/1.1\nHost: x\nAuthorization: " + ACME + "\n\n";
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              // What the kernel takes, 4 MiB or so for each connection, is not the gateway's.
              silent.add(new RawHttp(gateway).send(get.repeat(3)));
              int asked = livekit.server().requests().size();
              HttpResponse<String> refused = list(ACME);
              assertThat(refused.statusCode()).isEqualTo(503);
              assertThat(refused.body()).contains("The service cannot take the request now.");
              assertThat(livekit.server().requests()).hasSize(asked);
            });
    assertThat(list(GLOBEX).statusCode()).isEqualTo(200);
    assertThat(gateway.token(ACME, request("room-0")).statusCode()).isEqualTo(200);

    hangUp();
    await().until(() -> list(ACME).statusCode() == 200);
  }

  private HttpResponse<String> list(String authorization) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(gateway.url("/livekit/rooms")))
            .header("Authorization", authorization));
  }
}
