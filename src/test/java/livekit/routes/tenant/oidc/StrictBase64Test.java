package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import livekit.routes.token.CompactJwt;
import org.junit.jupiter.api.Test;

/** Each part has one text, and the whole a length. */
class StrictBase64Test extends Verifying {
  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"first\"}";

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] claims =
        token().claimsJson().replace("acme", "ac\u00e9me").getBytes(StandardCharsets.ISO_8859_1);
    String input = TestToken.encode(HEADER) + "." + Base64URL.encode(claims);
    assertRefused(TestToken.signed(input, "RS256", TestKeys.FIRST));
    byte[] utf16 = token().claimsJson().getBytes(StandardCharsets.UTF_16);
    String wide = TestToken.encode(HEADER) + "." + Base64URL.encode(utf16);
    assertRefused(TestToken.signed(wide, "RS256", TestKeys.FIRST));
  }

  @Test
  void refusesAPayloadThatIsNotInBase64() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"first\",\"b64\":false}";
    String claims = token().claimsJson();
    assertRefused(TestToken.compact(header, claims, "RS256", TestKeys.FIRST));
    String signedAsText =
        TestToken.signed(TestToken.encode(header) + "." + claims, "RS256", TestKeys.FIRST);
    String signature = signedAsText.substring(signedAsText.lastIndexOf('.'));
    assertRefused(TestToken.encode(header) + "." + TestToken.encode(claims) + signature);
  }

  @Test
  void refusesBase64ThatIsNotInItsOneForm() {
    String[] parts = token().claim("pad", "x").signed().split("\\.");
    for (int i = 0; i < 3; i++) {
      for (String changed :
          List.of(
              parts[i] + "=",
              parts[i] + "==",
              parts[i].substring(0, 4) + "\t" + parts[i].substring(4),
              parts[i].substring(0, 4) + " " + parts[i].substring(4),
              parts[i].substring(0, 4) + "\r\n" + parts[i].substring(4),
              parts[i].substring(0, 4) + "*" + parts[i].substring(4),
              parts[i] + "A")) {
        String[] all = parts.clone();
        all[i] = changed;
        assertRefused(String.join(".", all));
      }
    }
    assertTaken(String.join(".", parts));
  }

  @Test
  void refusesASignatureWithBitsThatStandForNothing() {
    // 256 bytes are 341 characters and a third, so that 4 bits of the last one are left over.
    String good = token().signed();
    char last = good.charAt(good.length() - 1);
    char next = (char) (last + 1);
    assertThat(Base64.getUrlDecoder().decode(good.substring(good.lastIndexOf('.') + 1)))
        .isEqualTo(
            Base64.getUrlDecoder()
                .decode(good.substring(good.lastIndexOf('.') + 1, good.length() - 1) + next));
    assertRefused(good.substring(0, good.length() - 1) + next);
    assertTaken(good);
  }

  @Test
  void bindsItselfToAReasonableLength() {
    assertTaken(token().claim("more", "x".repeat(8_000)).signed());
    assertRefused(token().claim("more", "x".repeat(CompactJwt.MAX_CHARS)).signed());
    assertRefused(token().claim("more", "x".repeat(1 << 20)).signed());
    assertRefused("A".repeat(1 << 20));
    assertRefused("e30." + "A".repeat(1 << 20) + ".AA");
    assertRefused(".".repeat(1 << 20));
  }
}
