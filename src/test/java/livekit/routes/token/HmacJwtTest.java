package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HmacJwtTest {
  private static final Map<String, Object> CLAIMS = Map.of("iss", "key");

  static Stream<String> secrets() {
    return Stream.concat(
        Stream.of("secret", "ключ", "{{x}}#%?"),
        IntStream.of(1, 31, 32, 33, 63, 64, 65, 200).mapToObj("s"::repeat));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void signsAsHmacDoesWithTheSecretItself(String secret) throws Exception {
    String token = new HmacJwt("key", secret).sign(CLAIMS);

    int end = token.lastIndexOf('.');
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    assertThat(token.substring(end + 1))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(expected));
  }

  @Test
  void writesAHeaderOfTwoMembersAndTheClaimsAsTheyAre() throws Exception {
    Map<String, Object> claims =
        Map.of("exp", 1_800_000_060L, "video", Map.of("room", "é\"\\</>", "roomJoin", true));

    JWSObject token = JWSObject.parse(new HmacJwt("key", "secret").sign(claims));

    assertThat(token.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
    assertThat(token.getPayload().toJSONObject()).isEqualTo(claims);
    assertThat(token.getPayload().toString()).contains("\"exp\":1800000060");
  }

  @ParameterizedTest
  @CsvSource({",secret", "'',secret", "key,", "key,''"})
  void refusesToSignWithoutAKeyOrASecret(String key, String secret) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HmacJwt(key, secret));
  }
}
