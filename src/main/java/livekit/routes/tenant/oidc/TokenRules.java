package livekit.routes.tenant.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import livekit.routes.settings.OidcSettings;

/**
 * What an access token has to be: signed with an asymmetric algorithm by a key of the provider,
 * issued by it for this service, and not past or before its time, with {@value #LEEWAY_SECONDS} s
 * for clocks that differ. {@code iat} is not looked at: RFC 7519, section 4.1.6, gives it no say.
 *
 * <p>The key is chosen among the provider's by {@code kid}, type and algorithm. What else a header
 * says of a key ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) is ignored: its writer may be
 * an attacker (RFC 8725, section 3.10). EdDSA is left out: nimbus needs another library for it.
 */
final class TokenRules {
  static final int LEEWAY_SECONDS = 60;

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** Media types in any case (RFC 7515, section 4.1.9). JWT is what most providers write. */
  private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt");

  private TokenRules() {}

  static JWTProcessor<SecurityContext> of(
      OidcSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier((type, context) -> checkType(type));
    processor.setJWSKeySelector(new KeySelector(keys));
    processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
    return processor;
  }

  /**
   * Other kinds of JWTs of the same provider are not for us: {@code dpop+jwt}, {@code logout+jwt}.
   */
  private static void checkType(JOSEObjectType type) throws BadJOSEException {
    if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
      throw new BadJOSEException("typ is not that of an access token");
    }
  }

  private static final class KeySelector extends JWSVerificationKeySelector<SecurityContext> {
    KeySelector(JWKSource<SecurityContext> keys) {
      super(ALGORITHMS, keys);
    }

    /**
     * nimbus stops at the first key of another curve, which is among the candidates without kid.
     */
    @Override
    protected JWKMatcher createJWKMatcher(JWSHeader header) {
      Set<Curve> curves = Curve.forJWSAlgorithm(header.getAlgorithm());
      return new JWKMatcher.Builder(super.createJWKMatcher(header)).curves(curves).build();
    }
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    Claims(OidcSettings settings, Clock clock) {
      super(
          settings.audience(),
          new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
          Set.of("exp"));
      setMaxClockSkew(LEEWAY_SECONDS);
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
