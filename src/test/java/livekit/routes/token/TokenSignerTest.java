package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import livekit.routes.settings.GrantSettings;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import org.junit.jupiter.api.Test;

class TokenSignerTest {
  private static final String SECRET = "a-secret-of-at-least-32-bytes-01234567";
  private static final long NOW = 1_800_000_000L;
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(NOW, 999_999_999), ZoneOffset.UTC);

  private final ObjectMapper json = new ObjectMapper();
  private final TokenRequest plain = new TokenRequest("r", "n", "i", null, null, null);

  @Test
  void signsWhatAnAnonymousCallerGets() throws Exception {
    assertThat(claims(plain, null, List.of()))
        .isEqualTo(
            json.readTree(
                """
                {"iss":"key","sub":"i","name":"n","nbf":1800000000,"iat":1800000000,
                 "exp":1800000090,
                 "video":{"room":"r","roomJoin":true,"canPublish":true,"canSubscribe":true,
                          "canPublishData":true}}
                """));
  }

  @Test
  void signsWhatATenantGets() throws Exception {
    TokenRequest request = new TokenRequest("r", "n", "i", "m", Map.of("k", "v"), null);
    List<RoomAgent> agents =
        List.of(
            new RoomAgent("a", "{\"x\":1}", null, null, null),
            new RoomAgent("b", null, null, null, null));
    JsonNode claims = claims(request, new Tenant("acme"), agents);
    assertThat(claims.get("metadata").textValue()).isEqualTo("m");
    assertThat(claims.get("attributes")).isEqualTo(json.readTree("{\"k\":\"v\"}"));
    assertThat(claims.get("roomConfig"))
        .isEqualTo(
            json.readTree(
                """
                {"metadata":"{\\"auth_id\\":\\"acme\\"}",
                 "agents":[{"agentName":"a","metadata":"{\\"x\\":1}"},{"agentName":"b"}]}
                """));
  }

  @Test
  void dispatchesAgentsForAnonymousCallersWithoutAnOwner() throws Exception {
    JsonNode claims = claims(plain, null, List.of(new RoomAgent("a", null, null, null, null)));
    assertThat(claims.get("roomConfig"))
        .isEqualTo(json.readTree("{\"agents\":[{\"agentName\":\"a\"}]}"));
  }

  @Test
  void escapesTheOwnerInTheMetadata() throws Exception {
    String id = "a\"b\\c\u0001ü\",\"auth_id\":\"other";
    String metadata =
        claims(plain, new Tenant(id), List.of()).at("/roomConfig/metadata").textValue();
    assertThat(json.readTree(metadata)).isEqualTo(json.createObjectNode().put("auth_id", id));
  }

  @Test
  void leavesOutWhatIsEmpty() throws Exception {
    TokenRequest empty = new TokenRequest("r", "n", "i", "", Map.of(), null);
    assertThat(claims(empty, null, List.of())).isEqualTo(claims(plain, null, List.of()));
  }

  @Test
  void writesEachPermissionThatIsNotGrantedAsFalse() throws Exception {
    TokenSigner signer = signer(new GrantSettings(false, true, false), SECRET);
    SignedJWT jwt = SignedJWT.parse(signer.sign(plain, null, List.of()));
    assertThat(jwt.getPayload().toJSONObject().get("video"))
        .isEqualTo(
            Map.of(
                "room", "r",
                "roomJoin", true,
                "canPublish", false,
                "canSubscribe", true,
                "canPublishData", false));
  }

  @Test
  void signsWhatThePolicyOfATenantSays() throws Exception {
    TenantPolicy policy =
        new TenantPolicy(
            "r", new GrantSettings(false, true, false), Duration.ofSeconds(30), 2, 600);
    assertThat(claims(plain, new Tenant("acme", policy), List.of()))
        .isEqualTo(
            json.readTree(
                """
                {"iss":"key","sub":"i","name":"n","nbf":1800000000,"iat":1800000000,
                 "exp":1800000030,
                 "video":{"room":"r","roomJoin":true,"canPublish":false,"canSubscribe":true,
                          "canPublishData":false},
                 "roomConfig":{"metadata":"{\\"auth_id\\":\\"acme\\"}","emptyTimeout":600,
                               "maxParticipants":2}}
                """));
  }

  @Test
  void signsWithTheSecretAndHasAPlainHeader() throws Exception {
    String token = signer(new GrantSettings(true, true, true), SECRET).sign(plain, null, List.of());
    SignedJWT jwt = SignedJWT.parse(token);
    assertThat(jwt.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(jwt.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
  }

  @Test
  void keepsNamesAsTheyAre() throws Exception {
    TokenRequest request = new TokenRequest("Ü/{{x}}<>&'\u2028😀", " n ", "#%?", null, null, null);
    JsonNode claims = claims(request, null, List.of());
    assertThat(claims.at("/video/room").textValue()).isEqualTo(request.roomName());
    assertThat(claims.get("name").textValue()).isEqualTo(" n ");
    assertThat(claims.get("sub").textValue()).isEqualTo("#%?");
  }

  @Test
  void neverSignsANullClaim() {
    TokenRequest unchecked = new TokenRequest("r", null, "i", null, null, null);
    assertThatExceptionOfType(TokenGenerationException.class)
        .isThrownBy(
            () ->
                signer(new GrantSettings(true, true, true), SECRET)
                    .sign(unchecked, null, List.of()));
  }

  @Test
  void doesNotTakeATimeToLiveBelowASecond() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TokenSigner(
                    new HmacJwt("key", SECRET),
                    Duration.ZERO,
                    new GrantSettings(true, true, true),
                    CLOCK));
  }

  private JsonNode claims(TokenRequest request, Tenant tenant, List<RoomAgent> agents)
      throws Exception {
    String token =
        signer(new GrantSettings(true, true, true), SECRET).sign(request, tenant, agents);
    return json.readTree(SignedJWT.parse(token).getPayload().toBytes());
  }

  private static TokenSigner signer(GrantSettings grants, String secret) {
    return new TokenSigner(new HmacJwt("key", secret), Duration.ofSeconds(90), grants, CLOCK);
  }
}
