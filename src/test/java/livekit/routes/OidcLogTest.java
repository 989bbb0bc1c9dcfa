package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import livekit.routes.tenant.oidc.OpenIdProvider;
import livekit.routes.tenant.oidc.TestKeys;
import livekit.routes.tenant.oidc.TestToken;
import org.junit.jupiter.api.Test;

/** No part of an access token is in any line of the log, at any level that an operator can set. */
class OidcLogTest {
  private static final String SENT = "of[- ]the[- ]caller";

  @Test
  void hasNoPartOfAToken() throws Exception {
    try (CapturedLog log = new CapturedLog();
        RecordingLiveKit livekit = new RecordingLiveKit();
        OpenIdProvider provider = new OpenIdProvider()) {
      List<String> tokens = tokens(provider);
      Map<String, String> settings = new HashMap<>(livekit.settings());
      settings.putAll(provider.settings());
      try (RunningGateway gateway = RunningGateway.with(settings)) {
        for (String token : tokens) {
          gateway.token("Bearer " + token, TokenBody.body(""));
          gateway.tokenWith("?api_key=" + token);
        }
      }
      List<String> lines = log.of(Level.TRACE, "");
      assertThat(lines)
          .hasSizeGreaterThan(1000)
          .anyMatch(CapturedLog.matching("An access token is refused: Expired JWT"))
          .anyMatch(CapturedLog.matching("An access token is refused: typ is not that of"))
          .noneMatch(CapturedLog.matching(SENT));
      for (String token : tokens) {
        for (String part : token.split("\\.")) {
          assertThat(lines).noneMatch(CapturedLog.matching(Pattern.quote(part)));
        }
      }
    }
  }

  private static List<String> tokens(OpenIdProvider provider) {
    TestToken unknown = provider.token().header("alg", "an-algorithm-of-the-caller");
    return List.of(
        provider.token().signed(),
        provider.token().signedBy(TestKeys.ATTACKER),
        provider.token().claim("exp", 1).signed(),
        provider.token().claim("aud", "an-audience-of-the-caller").signed(),
        provider.token().claim("iss", "an-issuer-of-the-caller").signed(),
        provider.token().claim("tenant", 5).signed(),
        provider.token().header("typ", "a-type-of-the-caller").signed(),
        provider.token().header("kid", "a-key-of-the-caller").signed(),
        provider.token().header("jku", "a url of the caller").signed(),
        unknown.signedWith("RS256"));
  }
}
