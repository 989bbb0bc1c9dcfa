package livekit.routes.tenant.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Keys that are made once, since RSA keys take long to make. */
public final class TestKeys {
  /** The provider's first key. */
  public static final RSAKey FIRST = rsa("first", 2048);

  /** The provider's key after a rotation. */
  public static final RSAKey SECOND = rsa("second", 2048);

  /** Nobody's key, under the name of the first: an attacker can choose the name. */
  public static final RSAKey ATTACKER = rsa("first", 2048);

  static final ECKey P256 = ec("p256", Curve.P_256);
  static final ECKey P384 = ec("p384", Curve.P_384);
  static final ECKey P521 = ec("p521", Curve.P_521);

  private TestKeys() {}

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key under another name, or without one. */
  static RSAKey named(RSAKey key, String id) {
    return new RSAKey.Builder(key).keyID(id).build();
  }
}
