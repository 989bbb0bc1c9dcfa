package livekit.routes.tenant.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import livekit.routes.settings.OidcSettings;
import livekit.routes.tenant.Credential;
import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.Tenant;
import livekit.routes.token.CompactJwt;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies access tokens of one OpenID provider, as a resource server does (RFC 9068, section 4;
 * RFC 8725). {@link TokenRules} says what a token has to be, {@link ProviderKeys} how its key is
 * had, {@link TenantClaim} which tenant it is for.
 *
 * <p>Safe for use by many threads. A token whose key is known is verified without a wait.
 */
public final class AccessTokens implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

  /** With the rest of a request it has to stay below the 5 s after which no call is begun. */
  private static final Duration WAIT_FOR_PROVIDER = Duration.ofSeconds(4);

  private final ProviderKeys keys;
  private final JWTProcessor<SecurityContext> rules;
  private final TenantClaim tenant;

  /** Takes access tokens of this provider, which is not asked for anything before it is needed. */
  public AccessTokens(OidcSettings settings) {
    this(settings, Clock.systemUTC(), WAIT_FOR_PROVIDER);
  }

  AccessTokens(OidcSettings settings, Clock clock, Duration waitForProvider) {
    keys =
        new ProviderKeys(
            new ProviderKeySource(settings, new ProviderHttp(), clock, waitForProvider),
            clock,
            waitForProvider);
    rules = TokenRules.of(settings, keys, clock);
    tenant = new TenantClaim(settings);
  }

  private AccessTokens() {
    keys = null;
    rules = null;
    tenant = null;
  }

  /** Recognises nothing: for a gateway without an OpenID provider. */
  public static AccessTokens notConfigured() {
    return new AccessTokens();
  }

  /**
   * Whether a credential is for {@link #verify} to judge: a provider is configured, and it is meant
   * as a JWT, well-formed or not.
   */
  public boolean recognises(@Variable("credential") Credential credential) {
    return rules != null && CompactJwt.isForm(credential.secret());
  }

  /**
   * The tenant that an access token was issued to.
   *
   * @throws InvalidCredentialsException when the token breaks any rule, its key is not among the
   *     provider's, or it names no tenant
   * @throws livekit.routes.tenant.AuthServiceUnreachableException when no keys are to be had
   */
  public Tenant verify(@Variable("credential") Credential credential) {
    try {
      CompactJwt token = CompactJwt.read(credential.secret());
      rules.process(token.jwt(), null);
      refuseWhatNimbusTakes(token.claims());
      return tenant.in(token.claims());
    } catch (ParseException e) {
      throw refused("it is not a signed JWT in strict form");
    } catch (BadJOSEException e) {
      // Fixed text of nimbus and of TokenRules, in which no value of the token stands.
      throw refused(e.getMessage());
    } catch (JOSEException e) {
      throw refused("its algorithm and its key do not fit");
    }
  }

  private static void refuseWhatNimbusTakes(JsonNode claims) throws BadJOSEException {
    if (!claims.path("exp").isNumber()) {
      throw new BadJOSEException("exp is not a number");
    }
    // These are in ID tokens (OpenID Connect Core, section 3.3.2.11) and in none for a service; the
    // second form is Keycloak's. An ID token says who logged in, not who may call.
    if (claims.has("at_hash") || claims.has("c_hash") || claims.path("typ").asText().equals("ID")) {
      throw new BadJOSEException("it is an ID token");
    }
    // Such a token is worth something only together with a proof (RFC 7800), which nobody sends
    // here: taken without one, a stolen token would do.
    if (claims.hasNonNull("cnf")) {
      throw new BadJOSEException("the token is bound to a key (cnf)");
    }
  }

  private static InvalidCredentialsException refused(String reason) {
    LOG.debug("An access token is refused: {}", reason);
    return new InvalidCredentialsException();
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
  }
}
