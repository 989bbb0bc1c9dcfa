package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.TokenContract.ACME;
import static livekit.routes.TokenContract.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import livekit.routes.TokenContract.Access;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant sees of its rooms and does with them over HTTP: for any LiveKit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoomsContract {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String EU = "Bearer eu-secret-of-the-tests";

  LiveKitAdmin livekit;
  Map<String, String> settings;
  RunningGateway gateway;

  abstract Access startLiveKit() throws Exception;

  abstract void stopLiveKit();

  /** Puts a participant called Ann into a room of acme. */
  abstract void join(String room, String identity) throws Exception;

  @BeforeAll
  void start() throws Exception {
    Access access = startLiveKit();
    livekit = new LiveKitAdmin(access.url(), access.apiKey(), access.apiSecret());
    settings =
        Map.of(
            "LIVEKIT_URL", access.url().toString(),
            "LIVEKIT_API_KEY", access.apiKey(),
            "LIVEKIT_API_SECRET", access.apiSecret(),
            "AUTH_REQUIRED", "false",
            "AUTH_API_SECRETS_JSON",
                """
                [{"id":"acme","secret":"acme-secret-of-the-tests"},
                 {"id":"globex","secret":"globex-secret-of-the-tests"},
                 {"id":"europe","secret":"eu-secret-of-the-tests","room_prefix":"eu-",
                  "grants":["canSubscribe"]}]""");
    gateway = RunningGateway.with(settings);
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    stopLiveKit();
  }

  @Test
  void listsTheRoomsOfTheTenantAndNoOthers() throws Exception {
    String mine = newRoom();
    livekit.create(mine, "{\"auth_id\":\"acme\",\"topic\":\"x\"}");
    List<String> others = new ArrayList<>();
    for (String metadata :
        List.of(
            "{\"auth_id\":\"globex\"}",
            "{\"auth_id\":\"ACME\"}",
            "{}",
            "",
            "acme",
            "{\"auth_id\":[\"acme\"]}",
            "{\"auth_id\":\"globex\",\"auth_id\":\"acme\"}")) {
      others.add(newRoom());
      livekit.create(others.get(others.size() - 1), metadata);
    }

    List<String> listed = new ArrayList<>();
    ok(send("GET", ACME, "/livekit/rooms", null))
        .path("rooms")
        .forEach(room -> listed.add(room.path("name").textValue()));
    assertThat(listed).contains(mine).doesNotContainAnyElementsOf(others);
  }

  @Test
  void listsNoRoomOutsideOfTheTenantsPolicy() throws Exception {
    String mine = "eu-" + newRoom();
    String another = newRoom();
    livekit.create(mine, "{\"auth_id\":\"europe\"}");
    livekit.create(another, "{\"auth_id\":\"europe\"}");

    assertThat(send("GET", EU, "/livekit/rooms", null).body())
        .contains(mine)
        .doesNotContain(another);
    assertHidden(send("GET", EU, room(another), null));
    assertHidden(send("DELETE", EU, room(another), null));
  }

  @Test
  void showsARoomWithoutItsSecrets() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\",\"topic\":\"ünï\"}");

    JsonNode shown = ok(send("GET", ACME, room(room), null));
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactly(
            "sid",
            "name",
            "empty_timeout",
            "departure_timeout",
            "max_participants",
            "creation_time",
            "metadata",
            "num_participants",
            "num_publishers",
            "active_recording");
    assertThat(shown.path("name").textValue()).isEqualTo(room);
    assertThat(shown.path("sid").textValue()).startsWith("RM_");
    assertThat(shown.path("empty_timeout").intValue()).isEqualTo(300);
    assertThat(shown.path("creation_time").longValue()).isGreaterThan(1_700_000_000L);
    assertThat(shown.path("metadata").textValue())
        .isEqualTo("{\"auth_id\":\"acme\",\"topic\":\"ünï\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auth_id\":\"globex\"}",
        "{\"auth_id\":\"ACME\"}",
        "{}",
        "",
        "not json",
        "{\"auth_id\":5}",
        "{\"auth_id\":\"globex\",\"auth_id\":\"acme\"}"
      })
  void tellsNobodyThatARoomOfSomebodyElseExists(String metadata) {
    String absent = newRoom();
    String room = newRoom();
    livekit.create(room, metadata);

    for (String method : List.of("GET", "DELETE", "PATCH")) {
      String body = method.equals("PATCH") ? "{\"metadata\":{}}" : null;
      HttpResponse<String> answer = send(method, ACME, room(room), body);
      HttpResponse<String> without = send(method, ACME, room(absent), body);
      assertHidden(answer);
      assertHidden(without);
      assertThat(answer.body()).isEqualTo(without.body());
      assertThat(answer.headers().map().keySet()).isEqualTo(without.headers().map().keySet());
    }
    assertThat(livekit.metadata(room)).isEqualTo(metadata);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "a, b", "${body}", "{{x}}", "q?u#e%20y&r/../y", "数学", "'q'"})
  void takesAnyRoomName(String name) throws Exception {
    String room = name + newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");

    assertThat(ok(send("GET", ACME, room(room), null)).path("name").textValue()).isEqualTo(room);
    ok(send("PATCH", ACME, room(room), "{\"metadata\":{\"a\":1}}"));
    assertThat(livekit.metadata(room)).isEqualTo("{\"a\":1,\"auth_id\":\"acme\"}");
    assertThat(send("DELETE", ACME, room(room), null).statusCode()).isEqualTo(204);
    assertThat(livekit.room(room).isMissingNode()).isTrue();
  }

  @Test
  void replacesTheMetadataAndKeepsTheOwner() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\",\"old\":1}");

    JsonNode changed =
        ok(send("PATCH", ACME, room(room), "{\"metadata\":{\"topic\":\"ünï\",\"n\":2.50}}"));
    String expected = "{\"topic\":\"ünï\",\"n\":2.50,\"auth_id\":\"acme\"}";
    assertThat(changed.path("metadata").textValue()).isEqualTo(expected);
    assertThat(livekit.metadata(room)).isEqualTo(expected);

    // As it was shown, and as text.
    String text = "{\"metadata\":" + JSON.writeValueAsString(expected.replace("2.50", "3")) + "}";
    ok(send("PATCH", ACME, room(room), text));
    assertThat(livekit.metadata(room)).isEqualTo(expected.replace("2.50", "3"));
    ok(send("PATCH", ACME, room(room), "{\"metadata\":{}}"));
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void letsNobodyGiveARoomAway() {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");

    assertProblem(
        send("PATCH", ACME, room(room), "{\"metadata\":\"{\\\"auth_id\\\":\\\"globex\\\"}\"}"),
        "field_not_allowed",
        "metadata.auth_id may not be set by callers");
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void endsARoomAndKeepsItsNameForTheHoldersOfTokens() throws Exception {
    String room = newRoom();
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);

    assertThat(send("DELETE", ACME, room(room), null).body()).isEmpty();
    assertThat(livekit.room(room).isMissingNode()).isTrue();
    assertHidden(send("DELETE", ACME, room(room), null));
    assertThat(gateway.token(GLOBEX, request(room)).body()).contains("room_owned_by_another");
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheNameOfARoomWhoseTokensTheStoreDoesNotKnow() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");

    ok(send("PATCH", ACME, room(room), "{\"metadata\":{}}"));
    assertThat(send("DELETE", ACME, room(room), null).statusCode()).isEqualTo(204);
    assertThat(gateway.token(GLOBEX, request(room)).body()).contains("room_owned_by_another");
  }

  @Test
  void leavesARoomAloneThatAnotherTenantHasTokensFor() throws Exception {
    String room = newRoom();
    assertThat(gateway.token(GLOBEX, request(room)).statusCode()).isEqualTo(200);
    livekit.setMetadata(room, "{\"auth_id\":\"acme\"}");

    assertHidden(send("PATCH", ACME, room(room), "{\"metadata\":{}}"));
    assertHidden(send("DELETE", ACME, room(room), null));
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void leavesNoLeaseOnAnothersRoom() throws Exception {
    String room = newRoom();
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(
          CompletableFuture.supplyAsync(
              () -> send("DELETE", GLOBEX, room(room), null), task -> new Thread(task).start()));
    }
    assertThat(gateway.token(ACME, request(room)).statusCode()).isEqualTo(200);
    asked.forEach(each -> assertHidden(each.join()));
  }

  /** Tokens, changes and ends of one room at the same moment: all that succeed are one tenant's. */
  @Test
  void neverHandsARoomOverWhileTenantsAskChangeAndEndIt() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(24);
    try {
      for (int round = 0; round < 20; round++) {
        String room = newRoom();
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          for (String tenant : List.of(ACME, GLOBEX)) {
            calls.add(() -> winner(tenant, gateway.token(tenant, request(room))));
            calls.add(() -> winner(tenant, send("DELETE", tenant, room(room), null)));
            calls.add(() -> winner(tenant, send("PATCH", tenant, room(room), "{\"metadata\":{}}")));
          }
        }
        Collections.shuffle(calls, new Random(round));
        Set<String> winners = new HashSet<>();
        for (Future<String> each : callers.invokeAll(calls)) {
          winners.add(each.get());
        }
        winners.remove("");
        assertThat(winners).hasSize(1);
        String left = livekit.metadata(room);
        assertThat(left)
            .isIn("", "{\"auth_id\":\"" + (winners.contains(ACME) ? "acme" : "globex") + "\"}");
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static String winner(String tenant, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204, 403, 404, 500, 503);
    return answer.statusCode() < 300 ? tenant : "";
  }

  @Test
  void letsAnAnonymousCallerDoEverythingWhereTheSettingSaysSo() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");
    String other = newRoom();
    livekit.create(other, "not json");
    try (RunningGateway open =
        RunningGateway.with(
            settings,
            "AUTH_REQUIRED",
            null,
            "AUTH_API_SECRETS_JSON",
            null,
            "ANONYMOUS_ROOMS",
            "true")) {
      assertThat(send(open, "GET", null, "/livekit/rooms", null).body()).contains(room, other);
      assertThat(send(open, "GET", null, room(other), null).body()).contains("not json");
      assertThat(send(open, "PATCH", null, room(room), "{\"metadata\":{\"a\":1}}").statusCode())
          .isEqualTo(200);
      assertThat(livekit.metadata(room)).isEqualTo("{\"a\":1,\"auth_id\":\"acme\"}");
      assertProblem(
          send(open, "PATCH", null, room(other), "{\"metadata\":{}}"), "room_metadata_unreadable");
      assertThat(send(open, "DELETE", null, room(other), null).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void listsWhoIsInTheRoom() throws Exception {
    String room = roomWith("ann", "bob");

    JsonNode listed = ok(send("GET", ACME, room(room) + "/participants", null));
    assertThat(listed.path("participants").findValuesAsText("identity"))
        .containsExactlyInAnyOrder("ann", "bob");
    // LiveKit counts them every few seconds.
    Awaitility.await()
        .until(
            () -> ok(send("GET", ACME, room(room), null)).path("num_participants").intValue() == 2);
  }

  @Test
  void showsAParticipant() throws Exception {
    String room = roomWith("ann");

    JsonNode shown = ok(send("GET", ACME, participant(room, "ann"), null));
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactly(
            "sid",
            "identity",
            "name",
            "kind",
            "state",
            "joined_at",
            "is_publisher",
            "metadata",
            "attributes",
            "permission",
            "tracks");
    assertThat(shown.path("identity").textValue()).isEqualTo("ann");
    assertThat(shown.path("name").textValue()).isEqualTo("Ann");
    assertThat(shown.path("sid").textValue()).startsWith("PA_");
    assertThat(shown.path("joined_at").longValue()).isGreaterThan(1_700_000_000L);
    assertThat(permission(shown)).isEqualTo("true true true [] false false");
    assertHidden(send("GET", ACME, participant(room, "bob"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "'a'", "${body}", "ünï", "a b+c%20"})
  void takesAnyIdentity(String identity) throws Exception {
    String room = roomWith(identity);

    assertThat(ok(send("GET", ACME, participant(room, identity), null)).path("identity").asText())
        .isEqualTo(identity);
    assertThat(send("DELETE", ACME, participant(room, identity), null).statusCode()).isEqualTo(204);
  }

  @Test
  void removesAParticipant() throws Exception {
    String room = roomWith("ann", "bob");

    assertThat(send("DELETE", ACME, participant(room, "ann"), null).statusCode()).isEqualTo(204);
    assertHidden(send("GET", ACME, participant(room, "ann"), null));
    assertHidden(send("DELETE", ACME, participant(room, "ann"), null));
    ok(send("GET", ACME, participant(room, "bob"), null));
  }

  @Test
  void changesWhatAParticipantIsCalled() throws Exception {
    String room = roomWith("ann");
    ok(send("PATCH", ACME, participant(room, "ann"), "{\"attributes\":{\"a\":\"1\",\"b\":\"2\"}}"));

    JsonNode changed =
        ok(
            send(
                "PATCH",
                ACME,
                participant(room, "ann"),
                "{\"name\":\"Änn\",\"metadata\":\"m\",\"attributes\":{\"a\":\"\",\"c\":\"3\"}}"));
    assertThat(changed.path("name").textValue()).isEqualTo("Änn");
    assertThat(changed.path("metadata").textValue()).isEqualTo("m");
    assertThat(changed.path("attributes").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
    assertThat(permission(changed)).isEqualTo("true true true [] false false");
  }

  @Test
  void changesThePermissionsThatAreNamedAndNoOthers() throws Exception {
    String room = roomWith("ann");

    assertThat(permit(room, "{\"can_publish\":false}")).isEqualTo("true false true [] false false");
    assertThat(permit(room, "{\"canPublish\":true,\"canPublishSources\":[\"CAMERA\"]}"))
        .isEqualTo("true true true [\"CAMERA\"] false false");
    assertThat(permit(room, "{}")).isEqualTo("true true true [\"CAMERA\"] false false");
    assertThat(permit(room, "{\"can_publish_sources\":[]}"))
        .isEqualTo("true true true [] false false");
  }

  @Test
  void findsNoTrackToMute() throws Exception {
    String room = roomWith("ann");
    String mute = "{\"track_sid\":\"TR_none\",\"muted\":true}";

    assertHidden(send("POST", ACME, participant(room, "ann") + "/mute", mute));
    assertHidden(send("POST", ACME, participant(room, "bob") + "/mute", mute));
  }

  @Test
  void saysThatLiveKitLetsNobodyUnmute() throws Exception {
    String room = roomWith("ann");

    assertProblem(
        send(
            "POST",
            ACME,
            participant(room, "ann") + "/mute",
            "{\"trackSid\":\"TR_none\",\"muted\":false}"),
        "unmute_not_allowed");
  }

  @Test
  void sendsAMessage() throws Exception {
    String room = roomWith("ann");

    for (String message :
        List.of(
            "{\"data\":\"eA==\"}",
            "{\"data\":\"\",\"topic\":\"ünï\",\"kind\":\"LOSSY\"}",
            "{\"data\":\"eA==\",\"destinationIdentities\":[\"ann\",\"nobody\"]}")) {
      HttpResponse<String> answer = send("POST", ACME, room(room) + "/data", message);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void tellsNobodyWhoIsInARoomOfSomebodyElse() throws Exception {
    String room = roomWith("ann");
    String absent = newRoom();

    for (String path : List.of("", "/ann", "/nobody")) {
      assertHidden(send("GET", GLOBEX, room(room) + "/participants" + path, null));
      assertHidden(send("GET", GLOBEX, room(absent) + "/participants" + path, null));
    }
    for (String each : List.of(room, absent)) {
      assertHidden(send("DELETE", GLOBEX, participant(each, "ann"), null));
      assertHidden(send("PATCH", GLOBEX, participant(each, "ann"), "{\"name\":\"evil\"}"));
      assertHidden(
          send(
              "POST",
              GLOBEX,
              participant(each, "ann") + "/mute",
              "{\"track_sid\":\"x\",\"muted\":true}"));
      assertHidden(send("POST", GLOBEX, room(each) + "/data", "{\"data\":\"eA==\"}"));
    }
    assertThat(ok(send("GET", ACME, participant(room, "ann"), null)).path("name").textValue())
        .isEqualTo("Ann");
  }

  private String permit(String room, String permission) throws Exception {
    JsonNode changed =
        ok(send("PATCH", ACME, participant(room, "ann"), "{\"permission\":" + permission + "}"));
    assertThat(ok(send("GET", ACME, participant(room, "ann"), null)).path("permission"))
        .isEqualTo(changed.path("permission"));
    return permission(changed);
  }

  private static String permission(JsonNode participant) {
    List<String> values = new ArrayList<>();
    for (String name :
        List.of(
            "can_subscribe",
            "can_publish",
            "can_publish_data",
            "can_publish_sources",
            "can_update_metadata",
            "hidden")) {
      values.add(participant.path("permission").path(name).toString());
    }
    return String.join(" ", values);
  }

  private String roomWith(String... identities) throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\"}");
    for (String identity : identities) {
      join(room, identity);
    }
    Awaitility.await()
        .until(
            () ->
                ok(send("GET", ACME, room(room) + "/participants", null)).at("/participants").size()
                    == identities.length);
    return room;
  }

  static String quoted(String text) throws Exception {
    return JSON.writeValueAsString(text);
  }

  static String participant(String room, String identity) {
    return room(room) + "/participants/" + encoded(identity);
  }

  static void assertHidden(HttpResponse<String> answer) {
    assertProblem(answer, "not_found");
  }

  static JsonNode ok(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static String room(String name) {
    return "/livekit/rooms/" + encoded(name);
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  HttpResponse<String> send(String method, String authorization, String path, String json) {
    return send(gateway, method, authorization, path, json);
  }

  private static HttpResponse<String> send(
      RunningGateway to, String method, String authorization, String path, String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url(path)));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    return Http.send(request);
  }
}
