package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /livekit/connection} gives LiveKit's client SDKs what they ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenSourceEdgeTest {
  private static final String UUID_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordingLiveKit livekit;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    gateway =
        RunningGateway.with(
            livekit.settings(),
            "AUTH_REQUIRED",
            "false",
            "AUTH_API_SECRETS_JSON",
            """
            [{"id":"acme","secret":"acme-secret"},
             {"id":"acme","secret":"acme-secret-2"},
             {"id":"globex","secret":"globex-secret","room_prefix":"'globex'-"},
             {"id":"acme-corp","secret":"corp-secret","room_prefix":"%s"}]"""
                .formatted("p".repeat(221)));
  }

  @AfterAll
  void stop() {
    gateway.close();
    livekit.close();
  }

  @ParameterizedTest
  @EnumSource
  void givesEveryClientWhatItAsksFor(ClientRequest client) throws Exception {
    HttpResponse<String> answer = Http.send(client.full(as("acme-secret")));

    JsonNode body = created(answer);
    assertThat(body.path("server_url").textValue()).isEqualTo("wss://livekit.example");
    assertThat(body.path("room_name").textValue()).isEqualTo("room-name");
    assertThat(body.path("participant_name").textValue()).isEqualTo("participant-name");
    assertThat(body.path("participant_identity").textValue()).isEqualTo("participant-identity");
    JWTClaimsSet claims = claims(body);
    assertThat(claims.getSubject()).isEqualTo("participant-identity");
    assertThat(claims.getClaim("name")).isEqualTo("participant-name");
    assertThat(claims.getClaim("metadata")).isEqualTo("{\"example\": \"metadata here\"}");
    assertThat(claims.getJSONObjectClaim("attributes")).isEqualTo(Map.of("role", "host"));
    assertThat(claims.getJSONObjectClaim("video")).containsEntry("room", "room-name");
    JsonNode agent =
        JSON.<JsonNode>valueToTree(claims.getJSONObjectClaim("roomConfig")).at("/agents/0");
    assertThat(agent.path("agentName").textValue()).isEqualTo("agent-name");
    assertThat(agent.path("deployment").textValue()).isEqualTo("staging");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheRoomAndTheParticipantOfAClientThatNamesNeither(ClientRequest client)
      throws Exception {
    for (String secret : new String[] {"acme-secret", null}) {
      JsonNode body = created(Http.send(client.empty(as(secret))));

      assertThat(body.path("room_name").textValue()).matches(UUID_7);
      assertThat(body.path("participant_identity").textValue())
          .matches(UUID_7)
          .isNotEqualTo(body.path("room_name").textValue());
      assertThat(body.path("participant_name")).isEqualTo(body.path("participant_identity"));
      JWTClaimsSet claims = claims(body);
      assertThat(claims.getSubject()).isEqualTo(body.path("participant_identity").textValue());
      assertThat(claims.getJSONObjectClaim("video"))
          .containsEntry("room", body.path("room_name").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"room_name\":null,\"participant_name\":null,\"participant_identity\":null,"
            + "\"participant_metadata\":null,\"participant_attributes\":null,\"room_config\":null}",
        "{\"roomName\":null,\"participantName\":null,\"participantIdentity\":null,"
            + "\"participantMetadata\":null,\"participantAttributes\":null,\"roomConfig\":null}",
        "{\"room_name\":\"\",\"participant_name\":\" \",\"participant_identity\":\"\\t\"}",
        "{\"unknown\":5,\"roomname\":[{}]}",
        ""
      })
  void takesWhatIsMissingInAnyForm(String json) throws Exception {
    JsonNode body = created(post("acme-secret", json));

    assertThat(body.path("room_name").textValue()).matches(UUID_7);
    assertThat(body.path("participant_identity").textValue()).matches(UUID_7);
  }

  @Test
  void takesARequestWithoutABodyAndAContentType() throws Exception {
    String head = "POST /livekit/connection HTTP/1.1\nHost: x\nAuthorization: Bearer acme-secret\n";

    created(RawHttp.exchange(gateway, head + "\n"));
    created(RawHttp.exchange(gateway, head + "Content-Length: 0\n\n"));
  }

  @Test
  void callsAParticipantWithoutANameWhatIdentifiesIt() throws Exception {
    JsonNode body = created(post(null, "{\"participant_identity\":\"ada\"}"));

    assertThat(body.path("participant_name").textValue()).isEqualTo("ada");
    assertThat(claims(body).getClaim("name")).isEqualTo("ada");
  }

  @Test
  void putsTheTenantsPrefixBeforeAGeneratedRoom() throws Exception {
    JsonNode body = JSON.readTree(post("globex-secret", "{}").body());
    // The recording LiveKit says that the room is acme's: it was looked for under this name.
    assertThat(body.path("code").textValue()).isEqualTo("room_owned_by_another_tenant");
    String asked = livekit.calls().get(livekit.calls().size() - 1).body();

    assertThat(JSON.readTree(asked).at("/names/0").textValue()).matches("'globex'-" + UUID_7);
  }

  @Test
  void generatesNoRoomWhoseNameLiveKitWouldRefuse() {
    ErrorTable.assertProblem(post("corp-secret", "{}"), "invalid_request", "room_name is required");
  }

  @Test
  void answersWithItsOwnHeadersOnly() {
    HttpResponse<String> answer =
        Http.send(
            ClientRequest.SWIFT
                .full(as("acme-secret"))
                .header("X-Custom", "evil")
                .header("Location", "evil"));

    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("cache-control", "content-length", "content-type");
    assertThat(answer.headers().map().get("cache-control")).isEqualTo(List.of("no-store"));
  }

  private HttpResponse<String> post(String secret, String json) {
    return Http.post(
        gateway.url("/livekit/connection"), secret == null ? null : "Bearer " + secret, json);
  }

  private HttpRequest.Builder as(String secret) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url("/livekit/connection")));
    return secret == null ? request : request.header("Authorization", "Bearer " + secret);
  }

  private static JsonNode created(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Map<String, Object> body = JSON.readerForMapOf(Object.class).readValue(answer.body());
    assertThat(body.keySet())
        .isEqualTo(
            Set.of(
                "server_url",
                "participant_token",
                "room_name",
                "participant_name",
                "participant_identity"));
    return JSON.valueToTree(body);
  }

  private static JWTClaimsSet claims(JsonNode body) throws Exception {
    return SignedJWT.parse(body.path("participant_token").textValue()).getJWTClaimsSet();
  }
}
