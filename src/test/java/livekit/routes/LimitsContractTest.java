package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenContract.newRoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A real livekit-server with small limits: what it refuses, the caller reads as a 400, and no token
 * is signed that it refuses at the join.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsContractTest {
  private static final String ACME = "Bearer acme-secret";
  private static final int METADATA = 100;
  private static final int ATTRIBUTES = 60;

  /** As many bytes as LiveKit takes, and one more; in fewer characters. */
  private static final String FITS = "ü".repeat(METADATA / 2);

  private static final String TOO_LONG = FITS + "x";
  private static final String FITTING = attributes(ATTRIBUTES);
  private static final String TOO_MANY = attributes(ATTRIBUTES + 1);

  private LiveKitServer server;
  private LiveKitAdmin livekit;

  /** It has LiveKit's limits, and one that has the defaults. */
  private RunningGateway gateway;

  private RunningGateway unaware;

  @BeforeAll
  void start() {
    LiveKitServer.require();
    server =
        LiveKitServer.startWithLimits(
            "limits-key", "limits-secret-of-at-least-32-bytes", METADATA, ATTRIBUTES, 50);
    livekit = new LiveKitAdmin(server.url(), server.apiKey(), server.apiSecret());
    Map<String, String> settings =
        Map.of(
            "LIVEKIT_URL", server.url().toString(),
            "LIVEKIT_API_KEY", server.apiKey(),
            "LIVEKIT_API_SECRET", server.apiSecret(),
            "AUTH_API_SECRETS_JSON", "[{\"id\":\"acme\",\"secret\":\"acme-secret\"}]");
    unaware = RunningGateway.with(settings);
    gateway =
        RunningGateway.with(
            settings,
            "LIVEKIT_MAX_METADATA_SIZE",
            "" + METADATA,
            "LIVEKIT_MAX_ATTRIBUTES_SIZE",
            "" + ATTRIBUTES);
  }

  @AfterAll
  void stop() {
    for (RunningGateway each : new RunningGateway[] {gateway, unaware}) {
      if (each != null) {
        each.close();
      }
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void signsTheTokensThatLiveKitTakesAtTheJoinAndNoOthers() throws Exception {
    for (String more :
        List.of(metadata("participant_metadata", FITS), "\"participant_attributes\":" + FITTING)) {
      assertThat(joins(gateway.token(ACME, request(newRoom(), more)))).as(more).isTrue();
    }
    String metadata = metadata("participant_metadata", TOO_LONG);
    String attributes = "\"participant_attributes\":" + TOO_MANY;
    assertProblem(
        gateway.token(ACME, request(newRoom(), metadata)),
        "invalid_request",
        "participant_metadata must have at most 100 UTF-8 bytes");
    assertProblem(
        gateway.token(ACME, request(newRoom(), attributes)),
        "invalid_request",
        "participant_attributes must have at most 60 UTF-8 bytes of keys and values");
    for (String more : List.of(metadata, attributes)) {
      assertThat(joins(unaware.token(ACME, request(newRoom(), more)))).as(more).isFalse();
    }
  }

  @Test
  void saysWhichFieldOfAChangeLiveKitRefuses() throws Exception {
    String room = newRoom();
    assertThat(joins(unaware.token(ACME, request(room, "\"x\":1")))).isTrue();
    await().until(() -> livekit.participants(room).contains("ann"));
    String path = "/livekit/rooms/" + room;
    String ann = path + "/participants/ann";

    assertRefused(patch(path, "{\"metadata\":{\"a\":\"" + FITS + "\"}}"), "metadata");
    assertRefused(
        patch(ann, "{\"name\":\"Ann\"," + metadata("metadata", TOO_LONG) + "}"), "metadata");
    assertRefused(patch(ann, "{\"metadata\":\"m\",\"attributes\":" + TOO_MANY + "}"), "attributes");
    assertThat(patch(ann, "{" + metadata("metadata", FITS) + "}").statusCode()).isEqualTo(200);
    assertThat(patch(ann, "{\"attributes\":" + FITTING + "}").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichFieldOfATokenRequestLiveKitRefuses() throws Exception {
    String agents = "\"room_config\":{\"agents\":[{\"agent_name\":\"a\",%s}]}";
    String room = newRoom();
    assertThat(unaware.token(ACME, request(room, "\"x\":1")).statusCode()).isEqualTo(200);

    for (String more : List.of(metadata("metadata", TOO_LONG), "\"attributes\":" + TOO_MANY)) {
      String asked = agents.formatted(more);
      // In CreateRoom, and in CreateDispatch.
      assertRefused(unaware.token(ACME, request(newRoom(), asked)), "room_config.agents");
      assertRefused(unaware.token(ACME, request(room, asked)), "room_config.agents");
      assertThat(gateway.token(ACME, request(newRoom(), asked)).body())
          .contains("invalid_request", " must have at most ");
    }
    assertRefused(unaware.token(ACME, request("r".repeat(51), "\"x\":1")), "room_name");
  }

  private static void assertRefused(HttpResponse<String> answer, String field) {
    assertProblem(answer, "invalid_request", field + " must be within the limits of LiveKit");
  }

  private static String request(String room, String more) {
    return "{\"room_name\":\"%s\",\"participant_name\":\"Ann\",\"participant_identity\":\"ann\",%s}"
        .formatted(room, more);
  }

  private static String metadata(String name, String text) {
    return "\"" + name + "\":\"" + text + "\"";
  }

  /** Attributes of two keys, whose keys and values have so many bytes. */
  private static String attributes(int bytes) {
    return "{\"ü\":\"x\",\"b\":\"" + "x".repeat(bytes - 4) + "\"}";
  }

  private HttpResponse<String> patch(String path, String json) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(unaware.url(path)))
            .header("Authorization", ACME)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Whether LiveKit answers the join with the room, as a client SDK waits for it. */
  private boolean joins(HttpResponse<String> answer) throws Exception {
    CompletableFuture<Boolean> joined = new CompletableFuture<>();
    URI url = URI.create(server.url().toString().replace("http", "ws") + "/rtc?protocol=15");
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + TokenContract.token(answer))
        .buildAsync(
            url,
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                joined.complete(true);
                return null;
              }

              @Override
              public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                joined.complete(false);
                return null;
              }

              @Override
              public void onError(WebSocket socket, Throwable error) {
                joined.complete(false);
              }
            })
        .whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                joined.complete(false);
              }
            });
    return joined.get(20, TimeUnit.SECONDS);
  }
}
