package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.token.HmacJwt;
import livekit.routes.token.InvalidTokenException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifyActionTest {
  private static final String KAMELET = "livekit-token-verify-action";
  private static final Map<String, String> KEY = Map.of("apiKey", "key", "apiSecret", "secret");

  private static final Map<String, Object> EXP = Map.of("exp", 4_000_000_000L);

  private PlainApplication application;

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
  }

  @Test
  void leavesTheClaimsAsAMap() throws Exception {
    start(KEY, Map.of());
    Map<String, Object> claims = new HashMap<>(TokenActionTest.ALL_CLAIMS);
    claims.put("exp", (int) Instant.now().getEpochSecond() + 60);
    Exchange done = application.send(new HmacJwt("key", "secret").sign(claims));

    claims.put("iss", "key");
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getBody()).isEqualTo(claims);
  }

  @Test
  void takesTheTokensOfSeveralKeys() throws Exception {
    start(
        Map.of("keys", "#livekitKeys"),
        Map.of("livekitKeys", Map.of("old", "secret-1, {{x}} #", "new", "secret-2")));

    assertTaken(new HmacJwt("old", "secret-1, {{x}} #").sign(EXP));
    assertTaken(new HmacJwt("new", "secret-2").sign(EXP));
    assertRefused(new HmacJwt("new", "secret-1, {{x}} #").sign(EXP), "not signed");
    assertRefused(new HmacJwt("third", "secret-2").sign(EXP), "unknown API key");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.", "Bearer e30.e30.AA"})
  void refusesWhatIsNoToken(String body) throws Exception {
    start(KEY, Map.of());
    assertThat(application.send(body).getException()).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void saysNothingOfTheToken() throws Exception {
    start(KEY, Map.of());
    String token = new HmacJwt("key", "another").sign(EXP);

    assertThat(application.send(token).getException())
        .hasMessage("the token is not signed with the secret of its API key")
        .hasNoCause();
  }

  @Test
  void stopsTheStartWithoutAKey() {
    assertThatThrownBy(() -> start(Map.of("apiSecret", "x"), Map.of()))
        .rootCause()
        .hasMessage("livekit-token-verify-action: set apiKey and apiSecret, or neither of them");
    assertThatThrownBy(
            () -> start(Map.of("keys", "#livekitKeys"), Map.of("livekitKeys", Map.of("key", ""))))
        .rootCause()
        .hasMessageContaining("expected API keys with their secrets, none of them empty");
  }

  private void assertTaken(String token) {
    assertThat(application.send(token).getException()).isNull();
  }

  private void assertRefused(String token, String reason) {
    assertThat(application.send(token).getException())
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining(reason);
  }

  private void start(Map<String, String> parameters, Map<String, Object> beans) throws Exception {
    application = PlainApplication.with(PlainApplication.route(KAMELET, parameters), beans);
  }
}
