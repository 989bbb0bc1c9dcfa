package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
  private static final long NOW = 1_800_000_000;
  private static final String SECRET =
      "a-secret-of-at-least-64-bytes-for-every-algorithm-of-the-family-hs";
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  private final TokenVerifier verifier = new TokenVerifier(Map.of("key", SECRET), CLOCK);

  @ParameterizedTest
  @ValueSource(strings = {"{\"iss\":\"key\"}", "{\"iss\":\"key\",\"exp\":null}"})
  void takesNoTokenThatIsValidForEver(String claims) {
    assertThatThrownBy(() -> verifier.verify(signed("HS256", claims)))
        .hasMessage("the token would be valid for ever");
  }

  @ParameterizedTest
  @CsvSource({"exp,-59,true", "exp,-60,false", "nbf,60,true", "nbf,61,false", "iat,9999,true"})
  void forgivesAMinuteAtEitherEnd(String claim, int seconds, boolean valid) {
    long exp = claim.equals("exp") ? NOW + seconds : NOW;
    String more = claim.equals("exp") ? "" : ",\"" + claim + "\":" + (NOW + seconds);
    String claims = "{\"iss\":\"key\",\"exp\":" + exp + more + "}";

    if (valid) {
      assertThat(verify(claims)).containsKey(claim);
    } else {
      assertThatThrownBy(() -> verify(claims)).isInstanceOf(InvalidTokenException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\":\"key\",\"exp\":\"1900000000\"}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"nbf\":true}",
        "{\"exp\":1900000000,\"iss\":5}",
        "{\"exp\":1900000000,\"iss\":\"other\"}",
        "{}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"iss\":\"key\"}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"sub\":5}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"kindDetails\":\"forwarded\"}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"attributes\":{\"a\":1}}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"video\":true}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"video\":{\"roomJoin\":\"true\"}}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"video\":{\"room\":\"a\",\"room\":\"b\"}}",
        "{\"exp\":1900000000,\"iss\":\"key\",\"roomConfig\":\"{}\"}",
        "[]",
        "null"
      })
  void refusesClaimsThatLiveKitCannotReadOrThatSayTwoThings(String claims) {
    assertThatThrownBy(() -> verify(claims)).isInstanceOf(InvalidTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS384", "HS512"})
  void takesNoOtherAlgorithm(String algorithm) {
    assertThatThrownBy(
            () -> verifier.verify(signed(algorithm, "{\"iss\":\"key\",\"exp\":1900000000}")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void takesNoTokenWithoutASignature() {
    String claims = Base64URL.encode("{\"iss\":\"key\",\"exp\":1900000000}").toString();
    for (String header : new String[] {"{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}", "{}"}) {
      assertThatThrownBy(() -> verifier.verify(Base64URL.encode(header) + "." + claims + "."))
          .isInstanceOf(InvalidTokenException.class);
    }
  }

  @Test
  void takesATokenAsLongAsItsLongestMembersMakeIt() {
    String metadata = "\"" + "x".repeat(512 * 1024) + "\"";

    assertThat(verify("{\"exp\":1900000000,\"iss\":\"key\",\"metadata\":" + metadata + "}"))
        .containsKey("metadata");
  }

  @Test
  void readsANullAsAbsent() {
    assertThat(
            verify(
                "{\"iss\":\"key\",\"exp\":1900000000,\"nbf\":null,\"video\":null,\"name\":null}"))
        .containsKey("video");
  }

  private Map<String, Object> verify(String claims) {
    return verifier.verify(signed("HS256", claims));
  }

  private static String signed(String algorithm, String claims) {
    try {
      JWSObject jwt =
          new JWSObject(new JWSHeader(JWSAlgorithm.parse(algorithm)), new Payload(claims));
      jwt.sign(new MACSigner(SECRET));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
