package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.token.CompactJwt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read in two ways is refused, signed by the right key or not. */
class CompactJwtTest extends Verifying {
  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"first\"}";

  @Test
  void recognisesTheFormOfASignedToken() {
    String good = token().signed();
    assertThat(CompactJwt.isForm(good)).isTrue();
    assertThat(CompactJwt.isForm(good.substring(0, good.lastIndexOf('.') + 1))).isTrue();
    assertThat(CompactJwt.isForm("e30.e30.")).isTrue();
    assertThat(CompactJwt.isForm(TestToken.encode(" \n{}") + ".e30.AA")).isTrue();
  }

  /** Else its holder could choose who judges a token that would be refused here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "e30.e30",
        "e30.e30.e30.e30",
        "e30.e30.e30.e30.e30",
        "e30..e30",
        "e30.e30.=",
        "e30=.e30.ab",
        "e30.e30.a b",
        "e30.e30.a/b",
        "e30 .e30.ab",
        "e30.e30.ab\n",
        "e30."
      })
  void recognisesAndRefusesATokenThatWasDressedUp(String token) {
    assertThat(CompactJwt.isForm(token)).isTrue();
    assertRefused(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "=", ". ", ".e30", "\n", "%00", "~"})
  void recognisesAGoodTokenWithMoreBehindIt(String more) {
    assertThat(CompactJwt.isForm(token().signed() + more)).isTrue();
    assertRefused(token().signed() + more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme-secret",
        "eyJhbGciOiJSUzI1NiJ9",
        "a.b.c",
        "SG.abcdefgh.ijklmnop",
        "1.2.3",
        ".e30.e30",
        "..",
        "e3.e30.ab",
        "e.e30.ab",
        "ezE.e30.ab",
        "W10.e30.ab"
      })
  void doesNotRecogniseOtherSecrets(String secret) {
    assertThat(CompactJwt.isForm(secret)).isFalse();
    assertRefused(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"first\"}",
        "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"first\"}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"first\"}",
        "{\"alg\":\"HS256\",\"\\u0061lg\":\"RS256\",\"kid\":\"first\"}",
        "{\"alg\":\"RS256\",\"kid\":\"other\",\"kid\":\"first\"}",
        "{\"alg\":\"RS256\",\"kid\":\"first\",\"x\":{\"a\":1,\"a\":2}}",
        "{\"alg\":\"RS256\",\"kid\":\"first\"} ",
        "{\"alg\":\"RS256\",\"kid\":\"first\"}",
      })
  void refusesAHeaderWithAMemberTwice(String header) {
    String token = TestToken.compact(header, token().claimsJson(), "RS256", TestKeys.FIRST);
    if (header.strip().equals(HEADER)) {
      assertTaken(token);
    } else {
      assertRefused(token);
    }
  }

  @Test
  void refusesClaimsWithAMemberTwice() {
    String good = token().claimsJson();
    String open = good.substring(0, good.length() - 1);
    for (String more :
        List.of(
            ",\"tenant\":\"globex\"}",
            ",\"tenant\":\"acme\"}",
            ",\"ten\\u0061nt\":\"globex\"}",
            ",\"exp\":4000000000}",
            ",\"org\":{\"id\":\"a\",\"id\":\"b\"}}")) {
      assertRefused(TestToken.compact(HEADER, open + more, "RS256", TestKeys.FIRST));
    }
    assertTaken(TestToken.compact(HEADER, open + "}", "RS256", TestKeys.FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "5",
        "{",
        "{} {}",
        "{}x",
        "{'a':1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "/**/{}"
      })
  void refusesPartsThatAreNoJsonObject(String json) {
    assertRefused(TestToken.compact(HEADER, json, "RS256", TestKeys.FIRST));
    assertRefused(TestToken.compact(json, token().claimsJson(), "RS256", TestKeys.FIRST));
    String deep = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    assertRefused(TestToken.compact(HEADER, deep, "RS256", TestKeys.FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"x\"]",
        "[\"b64\"]",
        "[\"exp\"]",
        "[\"alg\"]",
        "[]",
        "null",
        "\"x\"",
        "{}",
        "[null]",
        "[5]"
      })
  void refusesEveryCriticalHeader(String names) {
    for (String more : List.of("", ",\"x\":1,\"exp\":1", ",\"b64\":true", ",\"b64\":false")) {
      String header = "{\"alg\":\"RS256\",\"kid\":\"first\",\"crit\":" + names + more + "}";
      assertRefused(TestToken.compact(header, token().claimsJson(), "RS256", TestKeys.FIRST));
    }
  }
}
