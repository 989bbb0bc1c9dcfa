package livekit.routes.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;

/** Signs tokens for the emulator, valid ones and others. */
final class TestTokens {
  static final String KEY = "devkey";
  static final String SECRET = "secret";

  private TestTokens() {}

  static String list() {
    return video(Map.of("roomList", true));
  }

  static String create() {
    return video(Map.of("roomCreate", true));
  }

  static String admin(String room) {
    return video(Map.of("roomAdmin", true, "room", room));
  }

  static String join(String identity, String room) {
    return sign(SECRET, claims().subject(identity).claim("video", joinGrant(room)));
  }

  static Map<String, Object> joinGrant(String room) {
    return Map.of("roomJoin", true, "room", room);
  }

  static String video(Map<String, Object> grants) {
    return sign(SECRET, claims().claim("video", grants));
  }

  static JWTClaimsSet.Builder claims() {
    return times(-10, 60);
  }

  /** Claims that begin and end so many seconds from now. */
  static JWTClaimsSet.Builder times(long begins, long ends) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(KEY)
        .notBeforeTime(Date.from(now.plusSeconds(begins)))
        .expirationTime(Date.from(now.plusSeconds(ends)));
  }

  static String sign(String secret, JWTClaimsSet.Builder claims) {
    return sign(JWSAlgorithm.HS256, secret, claims);
  }

  static String sign(JWSAlgorithm algorithm, String secret, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims.build());
      jwt.sign(new MACSigner(Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 64)));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
