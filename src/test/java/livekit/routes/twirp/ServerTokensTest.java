package livekit.routes.twirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import livekit.routes.token.HmacJwt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTokensTest {
  private static final String SECRET = "a secret that is long enough for HS256";
  private static final long NOW = 1_800_000_000L;

  private final SetClock clock = new SetClock();
  private final ServerTokens tokens = new ServerTokens(new HmacJwt("key", SECRET), clock);

  @ParameterizedTest
  @ValueSource(strings = {"roomList", "roomCreate"})
  void carryTheOneGrantThatTheCallNeeds(String grant) throws Exception {
    assertThat(payload(tokens.bearer(grant, () -> "room")))
        .isEqualTo(
            Map.of(
                "iss",
                "key",
                "nbf",
                NOW,
                "iat",
                NOW,
                "exp",
                NOW + 60,
                "video",
                Map.of(grant, true)));
  }

  @Test
  void carryTheRoomWithRoomAdmin() throws Exception {
    assertThat(payload(tokens.bearer("roomAdmin", () -> "a \"room\"")))
        .containsEntry("video", Map.of("roomAdmin", true, "room", "a \"room\""));
  }

  @Test
  void areReusedForHalfTheirLife() {
    String first = tokens.bearer("roomList", () -> "room");
    clock.now = NOW + 29;
    assertThat(tokens.bearer("roomList", () -> "room")).isSameAs(first);

    clock.now = NOW + 30;
    assertThat(tokens.bearer("roomList", () -> "room")).isNotEqualTo(first);
  }

  @Test
  void areMadeAnewWhenTheClockWasSetBack() throws Exception {
    tokens.bearer("roomList", () -> "room");
    clock.now = NOW - 3600;

    assertThat(payload(tokens.bearer("roomList", () -> "room"))).containsEntry("nbf", NOW - 3600);
  }

  @Test
  void areOnePerRoom() {
    String one = tokens.bearer("roomAdmin", () -> "one");

    assertThat(tokens.bearer("roomAdmin", () -> "two")).isNotEqualTo(one);
    assertThat(tokens.bearer("roomAdmin", () -> "one")).isSameAs(one);
  }

  @ParameterizedTest
  @CsvSource({
    "roomAdmin,",
    "roomAdmin,''",
    "roomAdmin,' '",
    "roomJoin,room",
    "roomjoin,",
    "ROOMLIST,",
    "'',",
    ","
  })
  void areForKnownGrantsWithARoomWhereLiveKitChecksIt(String grant, String room) {
    assertThatIllegalArgumentException().isThrownBy(() -> tokens.bearer(grant, () -> room));
  }

  private static Map<String, Object> payload(String bearer) throws Exception {
    assertThat(bearer).startsWith("Bearer ");
    JWSObject token = JWSObject.parse(bearer.substring("Bearer ".length()));
    assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
    return token.getPayload().toJSONObject();
  }

  private static final class SetClock extends Clock {
    private long now = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(now).plusMillis(999);
    }
  }
}
