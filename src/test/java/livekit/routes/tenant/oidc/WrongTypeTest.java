package livekit.routes.tenant.oidc;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of a type that nobody expects end in a refusal, not in an error of ours. */
class WrongTypeTest extends Verifying {
  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"first\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alg",
        "typ",
        "cty",
        "kid",
        "jku",
        "jwk",
        "x5u",
        "x5c",
        "x5t",
        "x5t#S256",
        "enc",
        "zip",
        "epk"
      })
  void survivesEveryHeaderOfAWrongType(String name) {
    for (String value :
        List.of(
            "null", "5", "true", "[]", "[null]", "[5]", "{}", "\"\"", "\"\\u0000 %zz\"", "1e400")) {
      String header = token().withoutHeader(name).headerJson();
      String all = header.substring(0, header.length() - 1) + ",\"" + name + "\":" + value + "}";
      assertRefused(TestToken.compact(all, token().claimsJson(), "RS256", TestKeys.ATTACKER));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "sub", "exp", "nbf", "iat", "jti", "tenant", "cnf"})
  void survivesEveryClaimOfAWrongType(String name) {
    for (String value :
        List.of("{\"a\":null}", "[]", "[null]", "[5]", "1e400", "-1e400", "1e-400", "true")) {
      String claims = token().without(name).claimsJson();
      String all = claims.substring(0, claims.length() - 1) + ",\"" + name + "\":" + value + "}";
      assertRefused(TestToken.compact(HEADER, all, "RS256", TestKeys.ATTACKER));
      if (!List.of("sub", "jti", "nbf", "iat").contains(name)) {
        assertRefused(TestToken.compact(HEADER, all, "RS256", TestKeys.FIRST));
      }
    }
  }
}
