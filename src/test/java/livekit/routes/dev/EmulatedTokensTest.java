package livekit.routes.dev;

import static livekit.routes.dev.TestTokens.KEY;
import static livekit.routes.dev.TestTokens.SECRET;
import static livekit.routes.dev.TestTokens.claims;
import static livekit.routes.dev.TestTokens.sign;
import static livekit.routes.dev.TestTokens.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken and refused follows what livekit-server 1.13.5 was seen to do. */
class EmulatedTokensTest {
  private final EmulatedTokens tokens = new EmulatedTokens(KEY, SECRET, Clock.systemUTC());

  @Test
  void readsTheGrants() {
    Map<String, Object> video = Map.of("roomAdmin", true, "roomJoin", true, "room", "a");

    EmulatedGrants grants = verify(sign(SECRET, claims().subject("ada").claim("video", video)));

    assertThat(grants).isEqualTo(new EmulatedGrants("ada", true, false, false, true, "a"));
    assertThat(grants.administersRoom(requestFor("a"))).isTrue();
    assertThat(grants.administersRoom(requestFor("b"))).isFalse();
  }

  @Test
  void givesNoGrantWithoutToken() {
    assertThat(tokens.grants(null, null)).isEqualTo(EmulatedGrants.NONE);
    assertThat(tokens.grants("", "")).isEqualTo(EmulatedGrants.NONE);
    assertThat(EmulatedGrants.NONE.administersRoom(requestFor(""))).isFalse();
  }

  @Test
  void takesTheJwtIdForAMissingSubject() {
    assertThat(verify(sign(SECRET, claims().jwtID("me"))).identity()).isEqualTo("me");
  }

  @Test
  void readsTheQueryParameterUnlessThereIsAHeader() {
    assertThat(tokens.grants(null, TestTokens.list()).roomList()).isTrue();
    assertThatThrownBy(() -> tokens.grants("Bearer x.y.z", TestTokens.list()))
        .isInstanceOf(PlainError.class);
  }

  @Test
  void takesOnlyTheSchemeBearerInThisVeryCase() {
    for (String scheme : new String[] {"bearer ", "Basic ", "Bearer", ""}) {
      assertThatThrownBy(() -> tokens.grants(scheme + TestTokens.list(), null))
          .isInstanceOf(PlainError.class)
          .hasMessageStartingWith("invalid authorization header");
    }
  }

  @Test
  void toleratesAMinuteAtBothEndsAndNoMore() {
    assertThat(verify(sign(SECRET, times(-100, -55)))).isNotNull();
    assertThat(verify(sign(SECRET, times(55, 600)))).isNotNull();
    assertRefused(sign(SECRET, times(-100, -61)));
    assertRefused(sign(SECRET, times(70, 600)));
  }

  @Test
  void takesATokenWithoutTimes() {
    assertThat(verify(sign(SECRET, new JWTClaimsSet.Builder().issuer(KEY)))).isNotNull();
  }

  @Test
  void refusesAnotherSecretKeyOrAlgorithm() {
    assertRefused(sign("other", claims()));
    assertRefused(sign(SECRET, claims().issuer("other")));
    assertRefused(sign(SECRET, claims().issuer(null)));
    assertRefused(sign(JWSAlgorithm.HS512, SECRET, claims()));
    assertRefused("eyJhbGciOiJub25lIn0.eyJpc3MiOiJkZXZrZXkifQ.");
    assertRefused("garbage");
  }

  @Test
  void refusesClaimsOfAnotherType() {
    assertRefused(sign(SECRET, claims().claim("video", "x")));
    assertRefused(sign(SECRET, claims().claim("video", Map.of("roomList", "yes"))));
    assertRefused(sign(SECRET, claims().claim("video", Map.of("room", 5))));
    assertRefused(sign(SECRET, claims().claim("name", 5)));
    assertRefused(sign(SECRET, claims().claim("roomConfig", Map.of("metadata", 5))));
  }

  @Test
  void takesASecretLongerThanABlockOfHmac() {
    String secret = "s".repeat(64);

    EmulatedTokens other = new EmulatedTokens(KEY, secret, Clock.systemUTC());

    assertThat(other.grants("Bearer " + sign(secret, claims()), null)).isNotNull();
  }

  private static RoomRequest requestFor(String room) {
    return new RoomRequest("", room, List.of(), "", 0, 0, 0);
  }

  private EmulatedGrants verify(String token) {
    return tokens.grants("Bearer " + token, null);
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> verify(token))
        .isInstanceOfSatisfying(PlainError.class, e -> assertThat(e.status()).isEqualTo(401))
        .hasMessageNotContaining(token);
  }
}
