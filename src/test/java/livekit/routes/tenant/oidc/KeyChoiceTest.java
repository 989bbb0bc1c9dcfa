package livekit.routes.tenant.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the provider's keys may have signed a token, and with which algorithm. */
class KeyChoiceTest extends Verifying {
  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void takesEveryAlgorithmOfRsa(String alg) {
    assertTaken(token().header("alg", alg).signed());
  }

  @Test
  void takesTheAlgorithmOfEachCurveAndNoOther() {
    provider.publish(TestKeys.P521, TestKeys.P384, TestKeys.P256);
    assertTaken(ec("ES256", TestKeys.P256).signedBy(TestKeys.P256));
    assertTaken(ec("ES384", TestKeys.P384).signedBy(TestKeys.P384));
    assertTaken(ec("ES512", TestKeys.P521).signedBy(TestKeys.P521));
    assertTaken(ec("ES256", TestKeys.P256).withoutHeader("kid").signedBy(TestKeys.P256));

    String other = ec("ES384", TestKeys.P256).headerJson();
    assertRefused(TestToken.compact(other, token().claimsJson(), "ES256", TestKeys.P256));
  }

  @Test
  void refusesAKeyOfAnotherKindThanTheAlgorithm() {
    provider.publish(TestKeys.P256, TestKeys.FIRST);
    String header = token().header("kid", "p256").headerJson();
    assertRefused(TestToken.compact(header, token().claimsJson(), "RS256", TestKeys.FIRST));
    assertRefused(TestToken.compact(header, token().claimsJson(), "ES256", TestKeys.P256));
    String swapped = token().header("alg", "ES256").headerJson();
    assertRefused(TestToken.compact(swapped, token().claimsJson(), "RS256", TestKeys.FIRST));
  }

  @Test
  void refusesAnAlgorithmThatTheKeyIsNotFor() {
    provider.publish(new RSAKey.Builder(TestKeys.FIRST).algorithm(JWSAlgorithm.RS256).build());
    assertTaken(token().signed());
    assertRefused(token().header("alg", "PS256").signed());
    assertRefused(token().header("alg", "RS512").signed());
  }

  @Test
  void triesEveryKeyForATokenThatNamesNone() {
    assertTaken(token().withoutHeader("kid").signed());
    provider.publish(TestKeys.SECOND, TestKeys.P256, TestKeys.FIRST);
    use(provider.oidc());
    assertTaken(token().withoutHeader("kid").signed());
    assertTaken(token().withoutHeader("kid").signedBy(TestKeys.SECOND));
    assertRefused(token().withoutHeader("kid").signedBy(TestKeys.ATTACKER));
  }

  @Test
  void refusesANameThatIsNotTheKeysOwn() {
    provider.publish(TestKeys.FIRST, TestKeys.SECOND);
    assertRefused(token().header("kid", "second").signed());
    assertRefused(token().header("kid", "FIRST").signed());
    assertRefused(token().header("kid", "").signed());
    assertRefused(token().header("kid", 5).signed());
  }

  @Test
  void refusesAKeyThatIsForEncryption() {
    provider.publish(
        new RSAKey.Builder(TestKeys.FIRST).keyUse(KeyUse.ENCRYPTION).build(), TestKeys.SECOND);
    assertRefused(token().signed());
    provider.publish(
        new RSAKey.Builder(TestKeys.FIRST).keyOperations(Set.of(KeyOperation.ENCRYPT)).build(),
        TestKeys.SECOND);
    use(provider.oidc());
    assertRefused(token().signed());
  }

  @Test
  void refusesAKeyThatIsTooShort() {
    RSAKey weak = TestKeys.rsa("weak", 1024);
    provider.publish(weak, TestKeys.FIRST);
    assertRefused(token().header("kid", "weak").signedBy(weak));
    assertTaken(token().signed());
  }

  @Test
  void refusesASecretThatTheProviderShows() throws Exception {
    byte[] secret = new byte[32];
    OctetSequenceKey shown = new OctetSequenceKey.Builder(secret).keyID("first").build();
    String json =
        "{\"keys\":[%s,%s]}"
            .formatted(shown.toJSONString(), TestKeys.SECOND.toPublicJWK().toJSONString());
    provider.keysAre(http -> OpenIdProvider.answer(http, 200, json));
    assertRefused(token().header("alg", "HS256").signedWithHmac(new MACSigner(secret).getSecret()));
    assertTaken(token().header("kid", "second").signedBy(TestKeys.SECOND));
  }

  @Test
  void ignoresKeysThatItCannotRead() {
    String json =
        """
        {"keys":[{"kty":"EC","crv":"brainpoolP256r1","kid":"a","x":"AA","y":"AA"},{"kty":"XX"},{},
          5,null,[],{"kty":"RSA","n":"AA"},{"kty":"OKP","crv":"Ed25519","x":"AA","kid":"b"},%s]}"""
            .formatted(TestKeys.FIRST.toPublicJWK().toJSONString());
    provider.keysAre(http -> OpenIdProvider.answer(http, 200, json));
    assertTaken(token().signed());
  }

  private TestToken ec(String alg, ECKey key) {
    return token().header("alg", alg).header("kid", key.getKeyID());
  }
}
