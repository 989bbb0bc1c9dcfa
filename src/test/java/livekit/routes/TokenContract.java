package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a token for which room, and what LiveKit holds afterwards: for any LiveKit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TokenContract {
  static final String ACME = "Bearer acme-secret-of-the-tests";
  static final String GLOBEX = "Bearer globex-secret-of-the-tests";
  private static final ObjectMapper JSON = new ObjectMapper();

  LiveKitAdmin livekit;
  Map<String, String> settings;
  RunningGateway gateway;

  /** Where LiveKit is, for the gateway and the operator. */
  record Access(URI url, String apiKey, String apiSecret) {}

  abstract Access startLiveKit() throws Exception;

  abstract void stopLiveKit();

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
                 {"id":"globex","secret":"globex-secret-of-the-tests"}]""");
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
  void givesAnAnonymousCallerATokenWithoutMakingARoom() throws Exception {
    String room = newRoom();
    HttpResponse<String> answer = ask(null, room);

    assertOpens(answer, room);
    assertThat(livekit.room(room).isMissingNode()).isTrue();
  }

  @Test
  void createsAnAbsentRoomForTheTenant() throws Exception {
    String room = newRoom();
    HttpResponse<String> answer = ask(ACME, room);

    assertOpens(answer, room);
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void givesTheOwnerAnotherToken() throws Exception {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"acme\",\"topic\":\"x\"}");

    assertOpens(ask(ACME, room), room);
    assertOpens(ask(ACME, room), room);
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\",\"topic\":\"x\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"auth_id\":\"\"}"})
  void adoptsARoomWithoutOwner(String metadata) throws Exception {
    String room = newRoom();
    livekit.create(room, metadata);

    assertOpens(ask(ACME, room), room);
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
    assertRefused(ask(GLOBEX, room), 403, "room_owned_by_another_tenant");
  }

  @Test
  void keepsTheOtherKeysOfARoomThatItAdopts() throws Exception {
    String room = newRoom();
    livekit.create(
        room, "{\"topic\":\"ünï\",\"nested\":{\"a\":[1,2.50]},\"big\":12345678901234567890}");

    assertOpens(ask(ACME, room), room);
    assertThat(livekit.metadata(room))
        .isEqualTo(
            "{\"topic\":\"ünï\",\"nested\":{\"a\":[1,2.50]},\"big\":12345678901234567890,"
                + "\"auth_id\":\"acme\"}");
  }

  @Test
  void looksManyRoomsUpAtOnceWhateverTheyAreCalledAndHoweverLargeTheyAre() throws Exception {
    String unique = newRoom();
    List<String> odd =
        List.of("a", "A", "'a'", "\"a\"", "a b", " a", "%", "\\", "ü", "\u0001", "null");
    List<String> rooms = new ArrayList<>();
    odd.forEach(name -> rooms.add(unique + name));
    // Together they are more than is read of one answer.
    String large = "{\"auth_id\":\"acme\",\"large\":\"" + "x".repeat(500_000) + "\"}";
    for (int i = 0; i < 10; i++) {
      rooms.add(unique + "-large-" + i);
      livekit.create(unique + "-large-" + i, large);
    }
    livekit.create(unique + "anothers", "{\"auth_id\":\"globex\"}");
    rooms.add(unique + "anothers");
    Map<String, CompletableFuture<HttpResponse<String>>> asked = new LinkedHashMap<>();
    try (RunningGateway sharing = RunningGateway.with(settings, "LIVEKIT_LOOKUP_CALLS", "1")) {
      rooms.forEach(
          room ->
              asked.put(
                  room,
                  CompletableFuture.supplyAsync(
                      () -> sharing.token(ACME, request(room)), task -> new Thread(task).start())));
      for (String room : rooms) {
        if (room.endsWith("anothers")) {
          assertRefused(asked.get(room).join(), 403, "room_owned_by_another_tenant");
        } else {
          assertOpens(asked.get(room).join(), room);
        }
      }
    }
    rooms.stream().filter(room -> room.contains("-large-")).forEach(livekit::delete);
  }

  @Test
  void refusesARoomWithoutOwnerWhereTheSettingSaysSo() {
    String room = newRoom();
    livekit.create(room, "{\"topic\":\"x\"}");
    try (RunningGateway strict = RunningGateway.with(settings, "ROOM_UNOWNED", "refuse")) {
      assertRefused(strict.token(ACME, request(room)), 403, "room_not_owned");
    }
    assertThat(livekit.metadata(room)).isEqualTo("{\"topic\":\"x\"}");
  }

  @Test
  void refusesARoomOwnedByAnotherTenant() {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"globex\"}");

    assertRefused(ask(ACME, room), 403, "room_owned_by_another_tenant");
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"globex\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "\"acme\"",
        "null",
        "{\"auth_id\":5}",
        "{\"auth_id\":null}",
        "{\"auth_id\":\"acme\"} x",
        "{\"auth_id\":\"globex\",\"auth_id\":\"acme\"}"
      })
  void leavesARoomWhoseMetadataCannotBeReadUntouched(String metadata) {
    String room = newRoom();
    livekit.create(room, metadata);

    assertRefused(ask(ACME, room), 500, "room_metadata_unreadable");
    assertThat(livekit.metadata(room)).isEqualTo(metadata);
  }

  @Test
  void keepsTheNameOfARoomThatEndedForItsTenant() throws Exception {
    String room = newRoom();
    assertOpens(ask(ACME, room), room);
    livekit.delete(room);

    assertRefused(ask(GLOBEX, room), 403, "room_owned_by_another_tenant");
    assertThat(livekit.room(room).isMissingNode()).isTrue();
    assertOpens(ask(ACME, room), room);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "a, b", "${body}", "{{x}}", "q?u#e%20y&r/../y", "数学", "it's"})
  void takesAnyRoomName(String name) throws Exception {
    String room = name + newRoom();
    assertOpens(ask(ACME, room), room);
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
    assertRefused(ask(GLOBEX, room), 403, "room_owned_by_another_tenant");
  }

  @Test
  void takesARoomThatIsCalledNull() throws Exception {
    assertOpens(ask(ACME, "null"), "null");
    assertThat(livekit.metadata("null")).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\""})
  void tellsAQuotedNameFromABareOne(String quote) throws Exception {
    String room = newRoom();
    livekit.create(quote + room + quote, "{\"auth_id\":\"globex\"}");

    assertOpens(ask(ACME, room), room);
    assertRefused(ask(ACME, quote + room + quote), 403, "room_owned_by_another_tenant");
  }

  @Test
  void givesARoomThatManyAskForAtOnceToOneTenant() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 10; round++) {
        String room = newRoom();
        List<Callable<String>> calls =
            Stream.<Callable<String>>generate(() -> () -> outcome(ACME, room))
                .limit(8)
                .flatMap(acme -> Stream.of(acme, () -> outcome(GLOBEX, room)))
                .toList();
        List<String> winners =
            callers.invokeAll(calls).stream()
                .map(TokenContract::join)
                .filter(outcome -> !outcome.equals("403"))
                .distinct()
                .collect(Collectors.toList());
        assertThat(winners).hasSize(1);
        assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"" + winners.get(0) + "\"}");
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void setsWhatTheSettingsSayOnARoomThatItCreates() throws Exception {
    String room = newRoom();
    try (RunningGateway other =
        RunningGateway.with(
            settings,
            "ROOM_EMPTY_TIMEOUT",
            "7m",
            "ROOM_DEPARTURE_TIMEOUT",
            "45s",
            "ROOM_MAX_PARTICIPANTS",
            "12")) {
      assertOpens(other.token(ACME, request(room)), room);
    }
    JsonNode made = livekit.room(room);
    assertThat(made.path("empty_timeout").asInt()).isEqualTo(420);
    assertThat(made.path("departure_timeout").asInt()).isEqualTo(45);
    assertThat(made.path("max_participants").asInt()).isEqualTo(12);
  }

  @Test
  void issuesATokenWithMetadataAttributesAndAgentsThatLiveKitAccepts() throws Exception {
    String room = newRoom();
    HttpResponse<String> answer =
        gateway.token(
            ACME,
            """
            {"room_name":"%s","participant_name":"Ann","participant_identity":"ann",
             "participant_metadata":"m","participant_attributes":{"role":"host"},
             "room_config":{"agents":[{"agent_name":"helper","metadata":"x"}]}}"""
                .formatted(room));
    assertOpens(answer, room);
    JWTClaimsSet claims = claims(answer);
    assertThat(claims.getStringClaim("metadata")).isEqualTo("m");
    assertThat(claims.getJSONObjectClaim("attributes")).containsEntry("role", "host");
    assertThat(claims.getJSONObjectClaim("roomConfig"))
        .containsEntry("metadata", "{\"auth_id\":\"acme\"}")
        .containsKey("agents");
  }

  @Test
  void saysThatLiveKitRejectedItsCredentials() {
    String room = newRoom();
    try (RunningGateway wrong =
        RunningGateway.with(
            settings, "LIVEKIT_API_SECRET", "another-secret-of-at-least-32-bytes!")) {
      assertRefused(wrong.token(ACME, request(room)), 500, "livekit_rejected_credentials");
    }
    assertThat(livekit.room(room).isMissingNode()).isTrue();
  }

  HttpResponse<String> ask(String authorization, String room) {
    return gateway.token(authorization, request(room));
  }

  static String newRoom() {
    return "room-" + UUID.randomUUID();
  }

  static String request(String room) {
    return JSON.createObjectNode()
        .put("room_name", room)
        .put("participant_name", "Ann")
        .put("participant_identity", "ann")
        .toString();
  }

  void assertOpens(HttpResponse<String> answer, String room) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JWTClaimsSet claims = claims(answer);
    assertThat(claims.getJSONObjectClaim("video"))
        .containsEntry("room", room)
        .containsEntry("roomJoin", true);
    HttpResponse<String> validated = livekit.validate(token(answer));
    assertThat(validated.statusCode()).as(validated.body()).isEqualTo(200);
  }

  static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private String outcome(String authorization, String room) {
    HttpResponse<String> answer = ask(authorization, room);
    if (answer.statusCode() == 403) {
      return "403";
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return authorization.equals(ACME) ? "acme" : "globex";
  }

  static String token(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body()).path("token").asText();
  }

  static JWTClaimsSet claims(HttpResponse<String> answer) throws Exception {
    return SignedJWT.parse(token(answer)).getJWTClaimsSet();
  }

  private static String join(java.util.concurrent.Future<String> call) {
    try {
      return call.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
