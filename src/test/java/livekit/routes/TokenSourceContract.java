package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link PolicyContract}, and the endpoints that name rooms and participants: for any LiveKit. */
abstract class TokenSourceContract extends PolicyContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void createsTheRoomThatItHasNamedForTheTenant() throws Exception {
    JsonNode first = assertLetsIn(connection(gateway, ACME, "{\"room_config\":{}}"));
    JsonNode second = assertLetsIn(connection(gateway, ACME, ""));

    assertThat(first.path("room_name")).isNotEqualTo(second.path("room_name"));
    for (JsonNode each : new JsonNode[] {first, second}) {
      assertThat(livekit.metadata(each.path("room_name").textValue()))
          .isEqualTo("{\"auth_id\":\"acme\"}");
    }
  }

  @Test
  void createsARoomOfTheTenantsPrefixWithItsLimits() throws Exception {
    JsonNode body = assertLetsIn(connection(limited, LIMITED, "{}"));
    JsonNode room = livekit.room(body.path("room_name").textValue());

    assertThat(body.path("room_name").textValue()).startsWith("limited-");
    assertThat(room.path("max_participants").asInt()).isEqualTo(2);
  }

  @Test
  void makesNoRoomForAnAnonymousClient() throws Exception {
    JsonNode body = assertLetsIn(connection(gateway, null, "{}"));

    assertThat(livekit.room(body.path("room_name").textValue()).isMissingNode()).isTrue();
  }

  @Test
  void refusesAClientTheRoomOfAnotherTenant() throws Exception {
    JsonNode body = assertLetsIn(connection(gateway, ACME, "{}"));
    String room = body.path("room_name").textValue();

    assertRefused(
        connection(gateway, GLOBEX, "{\"roomName\":\"%s\"}".formatted(room)),
        403,
        "room_owned_by_another_tenant");
    assertRefused(
        connection(limited, LIMITED, "{\"roomName\":\"%s\"}".formatted(room)),
        403,
        "room_not_allowed");
  }

  @Test
  void createsTheRoomOfASessionOnce() throws Exception {
    String session = "session-" + UUID.randomUUID();
    JsonNode first = assertLetsIn(session(gateway, ACME, session, ""));
    String made = livekit.room(session).path("sid").textValue();
    JsonNode second = assertLetsIn(session(gateway, ACME, session, "{}"));

    assertThat(first.path("room_name").textValue()).isEqualTo(session);
    assertThat(second.path("room_name").textValue()).isEqualTo(session);
    assertThat(second.path("participant_identity"))
        .isNotEqualTo(first.path("participant_identity"));
    assertThat(livekit.room(session).path("sid").textValue()).isEqualTo(made).isNotEmpty();
    assertThat(livekit.metadata(session)).isEqualTo("{\"auth_id\":\"acme\"}");
    assertRefused(session(gateway, GLOBEX, session, ""), 403, "room_owned_by_another_tenant");
  }

  @Test
  void putsTheTenantsPrefixBeforeTheRoomOfASession() throws Exception {
    String session = UUID.randomUUID().toString();
    JsonNode ofLimited = assertLetsIn(session(limited, LIMITED, session, ""));
    JsonNode ofAcme = assertLetsIn(session(limited, ACME, session, ""));

    assertThat(ofLimited.path("room_name").textValue()).isEqualTo("limited-" + session);
    assertThat(ofAcme.path("room_name").textValue()).isEqualTo(session);
    assertThat(livekit.metadata("limited-" + session)).isEqualTo("{\"auth_id\":\"limited\"}");
    assertThat(livekit.metadata(session)).isEqualTo("{\"auth_id\":\"acme\"}");
  }

  private static HttpResponse<String> connection(
      RunningGateway to, String authorization, String json) {
    return Http.post(to.url("/livekit/connection"), authorization, json);
  }

  private static HttpResponse<String> session(
      RunningGateway to, String authorization, String id, String json) {
    return Http.post(to.url("/livekit/sessions/" + id + "/token"), authorization, json);
  }

  /** The answer's token is one for its room and its participant, and LiveKit takes it. */
  private JsonNode assertLetsIn(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode body = JSON.readTree(answer.body());
    String token = body.path("participant_token").textValue();
    JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo(body.path("participant_identity").textValue());
    assertThat(claims.getJSONObjectClaim("video"))
        .containsEntry("room", body.path("room_name").textValue())
        .containsEntry("roomJoin", true);
    HttpResponse<String> validated = livekit.validate(token);
    assertThat(validated.statusCode()).as(validated.body()).isEqualTo(200);
    return body;
  }
}
