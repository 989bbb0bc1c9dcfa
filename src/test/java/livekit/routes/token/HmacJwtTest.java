package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacJwtTest {
  @Test
  void hasAHeaderOfAlgAndTypOnly() throws Exception {
    String header = part(new HmacJwt("key", "secret").sign(Map.of()), 0);
    assertThat(new ObjectMapper().readTree(header))
        .isEqualTo(new ObjectMapper().readTree("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));
  }

  @Test
  void writesTheClaimsAsTheyAre() throws Exception {
    Map<String, Object> claims =
        Map.of("n", 1L, "t", "ü\"\\\u2028<'", "o", Map.of("b", true, "l", List.of("x")));
    Map<String, Object> expected = new HashMap<>(claims);
    expected.put("iss", "key");
    String written = part(new HmacJwt("key", "s").sign(claims), 1);
    JsonNode expectedTree =
        new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(expected));
    assertThat(new ObjectMapper().readTree(written)).isEqualTo(expectedTree);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s",
        "secret",
        "{{x}}",
        "}}",
        "a#b",
        "100%",
        "a?b",
        "pässwörd",
        "31-bytes-of-a-secret-0123456789",
        "32-bytes-of-a-secret-01234567890",
        "33-bytes-of-a-secret-012345678901",
        "a-secret-that-is-longer-than-the-64-bytes-of-one-block-of-sha-256-and-so-is-hashed"
      })
  void signsAsHmacWithThePlainSecretDoes(String secret) throws Exception {
    String jwt = new HmacJwt("key", secret).sign(Map.of("sub", "s"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    assertThat(Base64.getUrlDecoder().decode(jwt.split("\\.")[2])).isEqualTo(mac.doFinal(signed));
  }

  @Test
  void neverSignsANullClaim() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("name", null);
    assertThatExceptionOfType(TokenGenerationException.class)
        .isThrownBy(() -> new HmacJwt("key", "secret").sign(claims));
  }

  @Test
  void turnsAFailureOfTheLibraryIntoOurs() {
    assertThatExceptionOfType(TokenGenerationException.class)
        .isThrownBy(() -> new HmacJwt("key", "secret").sign(Map.of("t", new Object())));
  }

  @Test
  void needsAKeyAndASecret() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HmacJwt("", "secret"));
    assertThatIllegalArgumentException().isThrownBy(() -> new HmacJwt("key", ""));
  }

  private static String part(String jwt, int index) {
    byte[] bytes = Base64.getUrlDecoder().decode(jwt.split("\\.")[index]);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
