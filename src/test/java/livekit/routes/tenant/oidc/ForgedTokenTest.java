package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that only look like the provider's. */
class ForgedTokenTest extends Verifying {
  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "null"})
  void refusesATokenWithoutAlgorithm(String alg) {
    String input = input(token().header("alg", alg));
    assertRefused(input + ".");
    assertRefused(input + ".AAAA");
    assertRefused(input + "." + signature(token().signed()));
  }

  @Test
  void refusesATokenWhoseHeaderNamesNoAlgorithm() {
    String header = token().withoutHeader("alg").headerJson();
    assertRefused(TestToken.compact(header, token().claimsJson(), "RS256", TestKeys.FIRST));
    assertRefused(TestToken.encode(header) + "." + TestToken.encode("{}") + ".");
  }

  static Stream<byte[]> publicKeyAsSecret() throws Exception {
    byte[] der = TestKeys.FIRST.toRSAPublicKey().getEncoded();
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    String jwk = TestKeys.FIRST.toPublicJWK().toJSONString();
    return Stream.of(
        der,
        pem.getBytes(StandardCharsets.US_ASCII),
        (pem + "\n").getBytes(StandardCharsets.US_ASCII),
        lines.replace("\n", "").getBytes(StandardCharsets.US_ASCII),
        jwk.getBytes(StandardCharsets.US_ASCII),
        ("{\"keys\":[" + jwk + "]}").getBytes(StandardCharsets.US_ASCII),
        TestKeys.FIRST.getModulus().decode(),
        TestKeys.FIRST.getModulus().toString().getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("publicKeyAsSecret")
  void refusesThePublicKeyAsTheSecretOfAnHmac(byte[] secret) {
    for (String alg : List.of("HS256", "HS384", "HS512")) {
      assertRefused(token().header("alg", alg).signedWithHmac(secret));
      assertRefused(token().header("alg", alg).withoutHeader("kid").signedWithHmac(secret));
    }
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void refusesAMissingOrBrokenSignature() {
    String good = token().signed();
    String input = good.substring(0, good.lastIndexOf('.'));
    String signature = signature(good);
    assertRefused(input);
    assertRefused(input + ".");
    assertRefused(input + ".." + signature);
    assertRefused(input + "." + signature.substring(0, signature.length() - 4));
    assertRefused(input + "." + signature + "AAAA");
    assertRefused(input + "." + "A".repeat(signature.length()));
    assertRefused("." + input + "." + signature);
    assertTaken(good);
  }

  @Test
  void refusesAChangedHeaderOrPayload() {
    String signature = signature(token().signed());
    assertRefused(input(token().claim("tenant", "globex")) + "." + signature);
    assertRefused(input(token().header("x", "y")) + "." + signature);
  }

  @Test
  void refusesTheKeyOfAnAttackerUnderTheNameOfTheProvidersKey() {
    assertRefused(token().signedBy(TestKeys.ATTACKER));
    assertRefused(token().withoutHeader("kid").signedBy(TestKeys.ATTACKER));
    assertRefused(token().header("kid", "attacker").signedBy(TestKeys.ATTACKER));
  }

  @Test
  void ignoresTheKeysThatATokenBringsAlong() {
    String there = provider.issuer() + "/attacker";
    List<String> certificate =
        List.of(Base64.getEncoder().encodeToString("certificate".getBytes(StandardCharsets.UTF_8)));
    for (boolean attacker : new boolean[] {true, false}) {
      TestToken token =
          token()
              .header("jwk", TestKeys.ATTACKER.toPublicJWK().toJSONObject())
              .header("jku", there)
              .header("x5u", there)
              .header("x5c", certificate);
      if (attacker) {
        assertRefused(token.signedBy(TestKeys.ATTACKER));
        assertRefused(token.withoutHeader("kid").signedBy(TestKeys.ATTACKER));
        assertRefused(token.header("kid", there).signedBy(TestKeys.ATTACKER));
      } else {
        assertTaken(token.signed());
      }
    }
    assertThat(provider.requests()).doesNotContain("/attacker");
  }

  static Stream<byte[]> psychicSignatures() {
    byte[] order =
        new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16)
            .toByteArray();
    byte[] orders = new byte[64];
    System.arraycopy(order, 1, orders, 0, 32);
    System.arraycopy(order, 1, orders, 32, 32);
    byte[] one = new byte[64];
    one[31] = 1;
    return Stream.of(
        new byte[64], orders, one, new byte[1], new byte[63], new byte[65], new byte[] {48, 0});
  }

  @ParameterizedTest
  @MethodSource("psychicSignatures")
  void refusesSignaturesThatFitEveryText(byte[] signature) {
    provider.publish(TestKeys.P256, TestKeys.FIRST);
    TestToken token = token().header("alg", "ES256").header("kid", "p256");
    assertRefused(input(token) + "." + Base64URL.encode(signature));
    assertTaken(token.signedBy(TestKeys.P256));
  }

  @Test
  void refusesAnEncryptedToken() {
    String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}";
    assertRefused(TestToken.encode(header) + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
    assertRefused(TestToken.encode(header) + "." + TestToken.encode("{}") + ".AAAA");
    String both = token().header("enc", "A256GCM").headerJson();
    assertRefused(TestToken.compact(both, token().claimsJson(), "RS256", TestKeys.FIRST));
  }

  @Test
  void refusesATokenInAToken() {
    String header = token().header("cty", "JWT").headerJson();
    assertRefused(TestToken.compact(header, token().signed(), "RS256", TestKeys.FIRST));
    assertRefused(
        TestToken.compact(header, "\"" + token().signed() + "\"", "RS256", TestKeys.FIRST));
  }

  @Test
  void refusesTheJsonFormOfAToken() {
    String[] parts = token().signed().split("\\.");
    String json =
        "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
            .formatted(parts[1], parts[0], parts[2]);
    assertThat(tokens.recognises(credential(json))).isFalse();
    assertRefused(json);
  }

  private static String input(TestToken token) {
    return TestToken.encode(token.headerJson()) + "." + TestToken.encode(token.claimsJson());
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }
}
