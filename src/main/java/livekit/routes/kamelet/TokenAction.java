package livekit.routes.kamelet;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import livekit.routes.settings.Durations;
import livekit.routes.settings.SettingException;
import livekit.routes.token.ClaimSet;
import livekit.routes.token.ClaimSigner;
import livekit.routes.token.InvalidClaimException;
import livekit.routes.token.TokenGenerationException;
import livekit.routes.twirp.LiveKitNotConfiguredException;
import org.apache.camel.Exchange;

/**
 * The bean of {@code livekit-token-action}: signs a token whose members are parameters of the
 * Kamelet, or variables of the exchange, which go before them.
 */
public final class TokenAction extends LiveKitBean {
  private static final String VARIABLE = "token.";
  private static final String TTL = "ttl";

  private final Map<String, String> given = new HashMap<>();
  private ClaimSet members = ClaimSet.EMPTY;
  private Duration ttl;
  private ClaimSigner signer;

  /** Makes a bean without parameters; Camel sets them. */
  public TokenAction() {
    super("livekit-token-action");
  }

  /** The members and {@code ttl}, as parameters. */
  public Map<String, String> getGiven() {
    return given;
  }

  /**
   * Checks the parameters.
   *
   * @throws SettingException one of them is wrong, or there is no key to sign with
   */
  public void start() {
    try {
      ttl = ttl(given.remove(TTL));
      for (Map.Entry<String, String> member : given.entrySet()) {
        members = members.with(member.getKey(), member.getValue());
      }
    } catch (InvalidClaimException e) {
      throw wrong(e.getMessage());
    }
    signer = new ClaimSigner(signer(connection(false)), Clock.systemUTC());
  }

  /**
   * Signs.
   *
   * @throws InvalidClaimException a variable is wrong, or the members do not fit together
   * @throws LiveKitNotConfiguredException there is no key
   * @throws TokenGenerationException whatever else goes wrong
   */
  public String sign(Exchange exchange) {
    ClaimSet all = members;
    Duration life = ttl;
    for (Map.Entry<String, Object> variable : exchange.getVariables().entrySet()) {
      if (variable.getKey().startsWith(VARIABLE)) {
        String name = variable.getKey().substring(VARIABLE.length());
        if (name.equals(TTL)) {
          life = ttl(variable.getValue());
        } else {
          all = all.with(name, variable.getValue());
        }
      }
    }
    return signer.sign(all, life);
  }

  private static Duration ttl(Object given) {
    return Durations.parseWholeSeconds(String.valueOf(given))
        .orElseThrow(
            () ->
                new InvalidClaimException(
                    "ttl: expected whole seconds, 1 or more: " + Durations.EXPECTED));
  }
}
