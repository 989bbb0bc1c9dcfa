package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant's policy changes of {@link TokenContract}: for any LiveKit. */
abstract class PolicyContract extends TokenContract {
  static final String LIMITED = "Bearer limited-secret";
  private static final String QUOTED = "Bearer quoted-secret";
  RunningGateway limited;

  @BeforeAll
  void startWithPolicies() {
    limited =
        RunningGateway.with(
            settings,
            "LIVEKIT_TOKEN_TTL",
            "1h",
            "ROOM_EMPTY_TIMEOUT",
            "7m",
            "ROOM_DEPARTURE_TIMEOUT",
            "45s",
            "ROOM_MAX_PARTICIPANTS",
            "12",
            "AUTH_API_SECRETS_JSON",
            """
            [{"id":"limited","secret":"limited-secret","room_prefix":"limited-",
              "grants":["canSubscribe"],"token_ttl":"90s","max_participants":2,
              "empty_timeout":"10m"},
             {"id":"quoted","secret":"quoted-secret","room_prefix":"'7"},
             {"id":"acme","secret":"acme-secret-of-the-tests"}]""");
  }

  @AfterAll
  void stopWithPolicies() {
    if (limited != null) {
      limited.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "limited", "Limited-", " limited-", "x-limited-", "'limited-'"})
  void refusesARoomOutsideThePrefixAndLeavesItToOthers(String start) throws Exception {
    String room = start + UUID.randomUUID();

    assertRefused(limited.token(LIMITED, request(room)), 403, "room_not_allowed");
    assertThat(livekit.room(room).isMissingNode()).isTrue();

    assertOpens(limited.token(ACME, request(room)), room);
    assertThat(livekit.metadata(room)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  @Test
  void refusesARoomOfItsOwnThatTheNewPolicyDoesNotAllow() {
    String room = newRoom();
    livekit.create(room, "{\"auth_id\":\"limited\"}");

    assertRefused(limited.token(LIMITED, request(room)), 403, "room_not_allowed");
  }

  @Test
  void comparesThePrefixCharacterByCharacter() throws Exception {
    String room = UUID.randomUUID().toString();

    assertOpens(limited.token(QUOTED, request("'7" + room)), "'7" + room);
    assertRefused(limited.token(QUOTED, request("7" + room)), 403, "room_not_allowed");
    assertRefused(limited.token(QUOTED, request("'07" + room)), 403, "room_not_allowed");
  }

  @Test
  void createsARoomWithTheLimitsOfTheTenant() throws Exception {
    String room = "limited-" + newRoom();
    assertOpens(limited.token(LIMITED, request(room)), room);

    JsonNode made = livekit.room(room);
    assertThat(made.path("max_participants").asInt()).isEqualTo(2);
    assertThat(made.path("empty_timeout").asInt()).isEqualTo(600);
    assertThat(made.path("departure_timeout").asInt()).isEqualTo(45);
  }

  @Test
  void signsATokenWithTheGrantsAndTheLifeOfTheTenant() throws Exception {
    String room = "limited-" + newRoom();
    HttpResponse<String> answer = limited.token(LIMITED, request(room));

    assertOpens(answer, room);
    assertThat(claims(answer).getJSONObjectClaim("video"))
        .containsAllEntriesOf(
            Map.of("canPublish", false, "canSubscribe", true, "canPublishData", false));
    assertThat(life(answer)).isEqualTo(90);
    // LiveKit makes the room with these when the holder comes after it has ended.
    assertThat(claims(answer).getJSONObjectClaim("roomConfig"))
        .isEqualTo(
            Map.of(
                "metadata",
                "{\"auth_id\":\"limited\"}",
                "maxParticipants",
                2L,
                "emptyTimeout",
                600L));
  }

  @Test
  void appliesTheSettingsToATenantWithoutPolicyAndToAnonymousCallers() throws Exception {
    String room = newRoom();
    for (String caller : new String[] {ACME, null}) {
      HttpResponse<String> answer = limited.token(caller, request(room));
      assertOpens(answer, room);
      assertThat(life(answer)).isEqualTo(3600);
      assertThat(claims(answer).getJSONObjectClaim("video")).containsEntry("canPublish", true);
    }
    assertThat(livekit.room(room).path("max_participants").asInt()).isEqualTo(12);
  }

  private static long life(HttpResponse<String> answer) throws Exception {
    JWTClaimsSet claims = claims(answer);
    return (claims.getExpirationTime().getTime() - claims.getIssueTime().getTime()) / 1000;
  }
}
