package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomRef;
import livekit.routes.settings.GrantSettings;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.HmacJwt;
import livekit.routes.token.TokenIssuer;
import livekit.routes.token.TokenResponse;
import livekit.routes.token.TokenSigner;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.ReplaceInRegistry;
import org.junit.jupiter.api.Test;

/** A token is signed when the clock of the signer is read. */
@CamelMainTest
class SignTokenRouteTest extends RouteTestSupport {
  private static final RoomRef LOBBY = () -> "lobby";
  private static final Tenant ACME = new Tenant("acme");
  private static final Tenant GLOBEX = new Tenant("globex");
  private static final String ACMES = "{\"auth_id\":\"acme\"}";

  @BeanInject("roomClaims")
  RoomClaimSteps claims;

  /** How the room stood for the other tenant, each time a token was signed. */
  private final List<Standing> signedWhile = new ArrayList<>();

  @ReplaceInRegistry
  TokenIssuer tokenIssuer() {
    InstantSource watched =
        () -> {
          signedWhile.add(claims.lease(LOBBY, GLOBEX).standing());
          return Instant.EPOCH;
        };
    return new TokenIssuer(
        new TokenSigner(
            new HmacJwt("key", "secret-of-32-bytes-for-the-tests"),
            Duration.ofHours(1),
            new GrantSettings(true, true, true),
            watched.withZone(ZoneOffset.UTC)),
        "wss://livekit.example");
  }

  @Test
  void keepsTheRoomBeforeItSigns() {
    sign(claims.lease(LOBBY, ACME));

    assertThat(signedWhile).containsExactly(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void signsNothingWhenAnotherTenantHasKeptTheRoomMeanwhile() {
    RoomClaim lost = claims.lease(LOBBY, ACME);
    claims.giveBack(lost);
    claims.keep(claims.lease(LOBBY, GLOBEX));
    Answer answer = Answer.of(sign(lost));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("room_owned_by_another_tenant");
    assertThat(signedWhile).isEmpty();
  }

  @Test
  void claimsTheRoomAgainWhenTheStoreHasLostTheClaimAndAnotherTenantLeasesIt() {
    RoomClaim lost = claims.lease(LOBBY, ACME);
    claims.giveBack(lost);
    claims.lease(LOBBY, GLOBEX);
    mock("livekit")
        .whenAnyExchangeReceived(
            answers(200, "{\"rooms\":[%s]}".formatted(FaultyLiveKit.room("lobby", ACMES))));

    assertThat(sign(lost).getMessage().getBody()).isInstanceOf(TokenResponse.class);
    assertThat(signedWhile).containsExactly(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void leavesTheTokenForTheAnswer() {
    TokenResponse response =
        sign(claims.lease(LOBBY, ACME)).getMessage().getBody(TokenResponse.class);

    assertThat(response.roomName()).isEqualTo("lobby");
    assertThat(response.livekitUrl()).isEqualTo("wss://livekit.example");
  }

  @Test
  void writesTheTenantIntoTheToken() throws Exception {
    assertThat(claims(sign(claims.lease(LOBBY, ACME))).getJSONObjectClaim("roomConfig"))
        .isEqualTo(Map.of("metadata", "{\"auth_id\":\"acme\"}"));
  }

  @Test
  void claimsNothingForAnAnonymousCaller() throws Exception {
    Exchange done =
        send(
            "sign-token",
            exchange -> {
              tenantAsks("acme", "lobby").process(exchange);
              exchange.removeVariable("tenant");
            });

    assertThat(claims(done).getClaim("roomConfig")).isNull();
    assertThat(signedWhile).containsExactly(Standing.LEASED);
  }

  private Exchange sign(RoomClaim claim) {
    return send(
        "sign-token",
        exchange -> {
          tenantAsks("acme", "lobby").process(exchange);
          exchange.setVariable("claim", claim);
        });
  }

  private static JWTClaimsSet claims(Exchange done) throws ParseException {
    return SignedJWT.parse(done.getMessage().getBody(TokenResponse.class).token())
        .getJWTClaimsSet();
  }
}
