package livekit.routes.kamelet;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.settings.SettingException;
import livekit.routes.token.InvalidTokenException;
import livekit.routes.token.TokenVerifier;
import livekit.routes.twirp.LiveKitNotConfiguredException;
import org.apache.camel.Exchange;

/** The bean of {@code livekit-token-verify-action}: verifies the token that is the body. */
public final class TokenVerifyAction extends LiveKitBean {
  private final Map<String, String> keys = new HashMap<>();
  private TokenVerifier verifier;

  /** Makes a bean without parameters; Camel sets them. */
  public TokenVerifyAction() {
    super("livekit-token-verify-action");
  }

  /**
   * Takes several keys in place of one.
   *
   * @param keys API keys and their secrets
   */
  public void setKeys(Map<String, String> keys) {
    this.keys.putAll(keys);
  }

  /**
   * Checks the parameters.
   *
   * @throws SettingException one of them is wrong, or there is no key
   */
  public void start() {
    Map<String, String> all = keysOr(keys);
    try {
      verifier = all.isEmpty() ? null : new TokenVerifier(all, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /**
   * Verifies.
   *
   * @return the claims
   * @throws InvalidTokenException the body is no token, or one that is not valid
   * @throws LiveKitNotConfiguredException there is no key
   */
  public Map<String, Object> verify(Exchange exchange) {
    if (verifier == null) {
      throw new LiveKitNotConfiguredException("LiveKit's API key or secret is not set");
    }
    String token = exchange.getMessage().getBody(String.class);
    if (token == null) {
      throw new InvalidTokenException("the body is no text");
    }
    return verifier.verify(token);
  }
}
