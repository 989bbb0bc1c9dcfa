package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one tenant has in LiveKit, or asks for, does not keep another one from its rooms. */
class RoomListEdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int METADATA_BYTES = 64_000;

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = RunningGateway.with(livekit.settings(), "LIVEKIT_LOOKUP_NAMES", "64");
    livekit.has("of-acme", metadata("acme", "small"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    livekit.close();
  }

  @Test
  void showsTheCallersRoomsHoweverLargeThoseOfOthersAre() throws IOException {
    fill("globex", 68);

    HttpResponse<String> list = list(ACME);
    assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
    JsonNode rooms = JSON.readTree(list.body()).get("rooms");
    assertThat(rooms).hasSize(1);
    assertThat(rooms.get(0).get("name").asText()).isEqualTo("of-acme");
    assertThat(rooms.get(0).get("metadata").asText()).isEqualTo(metadata("acme", "small"));
  }

  @Test
  void failsForTheTenantAloneWhoseRoomsAreTooMany() {
    fill("globex", 68);

    assertProblem(list(GLOBEX), "too_many_rooms");
    assertThat(get("/livekit/rooms/of-globex-0", GLOBEX).statusCode()).isEqualTo(200);
    assertThat(list(ACME).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesARoomOutWhoseMetadataIsLongerThanIsRead() {
    livekit.has("of-globex", metadata("globex", "x".repeat(5 * 1024 * 1024)));

    assertThat(list(ACME).body()).contains("of-acme");
    assertThat(list(GLOBEX).body()).isEqualTo("{\"rooms\":[]}");
    assertProblem(get("/livekit/rooms/of-globex", GLOBEX), "not_found");
    assertProblem(gateway.token(GLOBEX, request("of-globex")), "room_metadata_unreadable");
  }

  /** Sixty-four lookups share a call, whose answer is 32 MiB. */
  @Test
  void issuesTokensForRoomsThatShareACallWhateverTheyHave() {
    for (int i = 0; i < 64; i++) {
      livekit.has("large-" + i, metadata("globex", "x".repeat(500_000)));
    }
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String room = "large-" + i;
      asked.add(inBackground(() -> gateway.token(GLOBEX, request(room))));
      if (i % 8 == 0) {
        asked.add(inBackground(() -> gateway.token(ACME, request("of-acme"))));
      }
    }
    asked.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
  }

  @Test
  void readsTwoListsOfATenantAtOnceAndThoseOfOthersMeanwhile() throws Exception {
    Held held = hold(List.of(GLOBEX, GLOBEX));

    for (int i = 0; i < 16; i++) {
      assertOverloaded(list(GLOBEX));
    }
    assertThat(list(ACME).statusCode()).isEqualTo(200);

    held.release();
    assertThat(list(GLOBEX).statusCode()).isEqualTo(200);
  }

  @Test
  void readsEightListsAtOnce() throws Exception {
    gateway.close();
    List<String> tenants = List.of("a", "b", "c", "d", "e");
    List<Map<String, String>> secrets =
        tenants.stream().map(tenant -> Map.of("id", tenant, "secret", tenant)).toList();
    gateway =
        RunningGateway.with(
            livekit.settings(), "AUTH_API_SECRETS_JSON", JSON.writeValueAsString(secrets));
    List<String> twice = new ArrayList<>();
    tenants
        .subList(0, 4)
        .forEach(each -> twice.addAll(List.of("Bearer " + each, "Bearer " + each)));
    Held held = hold(twice);

    assertOverloaded(list("Bearer e"));
    held.release();
    assertThat(list("Bearer e").statusCode()).isEqualTo(200);
  }

  @Test
  void countsAllWhoAreNoTenantAsOne() throws Exception {
    gateway.close();
    gateway =
        RunningGateway.with(
            livekit.settings(), "AUTH_API_SECRETS_JSON", null, "ANONYMOUS_ROOMS", "true");
    Held held = hold(Arrays.asList(null, null));

    assertOverloaded(list(null));
    held.release();
    assertThat(list(null).body()).contains("of-acme");
  }

  private static void assertOverloaded(HttpResponse<String> answer) {
    assertProblem(answer, 503, "overloaded", "Too many requests are under way.");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  /** Lists that LiveKit does not answer until they are released. */
  private record Held(CyclicBarrier all, List<CompletableFuture<HttpResponse<String>>> lists) {
    void release() throws Exception {
      all.await();
      lists.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
    }
  }

  private Held hold(List<String> callers) {
    CyclicBarrier all = new CyclicBarrier(callers.size() + 1);
    List<CompletableFuture<HttpResponse<String>>> lists = new ArrayList<>();
    for (String each : callers) {
      livekit.will(together(all, ProtobufRooms.answer(new byte[0])));
      lists.add(inBackground(() -> list(each)));
    }
    Awaitility.await().until(() -> all.getNumberWaiting() == callers.size());
    return new Held(all, lists);
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, run -> new Thread(run).start());
  }

  private void fill(String tenant, int rooms) {
    for (int i = 0; i < rooms; i++) {
      livekit.has("of-" + tenant + "-" + i, metadata(tenant, "x".repeat(METADATA_BYTES)));
    }
  }

  private static String metadata(String tenant, String text) {
    return JSON.valueToTree(Map.of("auth_id", tenant))
        .toString()
        .replace("}", ",\"text\":\"" + text + "\"}");
  }

  private HttpResponse<String> list(String credentials) {
    return get("/livekit/rooms", credentials);
  }

  private HttpResponse<String> get(String path, String credentials) {
    return Http.send(
        credentials == null
            ? HttpRequest.newBuilder(URI.create(gateway.url(path)))
            : HttpRequest.newBuilder(URI.create(gateway.url(path)))
                .header("Authorization", credentials));
  }
}
