package livekit.routes.tenant.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A token in the making: a good one of tenant acme, until a test changes it. */
public final class TestToken {
  static final String AUDIENCE = "https://gateway.example";

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();

  /** A good token. */
  public TestToken(String issuer, Instant now) {
    header.put("alg", "RS256");
    header.put("typ", "at+jwt");
    header.put("kid", "first");
    claims.put("iss", issuer);
    claims.put("aud", AUDIENCE);
    claims.put("sub", "user-1");
    claims.put("tenant", "acme");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + 300);
  }

  /** Sets a header parameter. */
  public TestToken header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  TestToken withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** Sets a claim; null is JSON's null. */
  public TestToken claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  TestToken without(String claim) {
    claims.remove(claim);
    return this;
  }

  String headerJson() {
    return JSONObjectUtils.toJSONString(header);
  }

  String claimsJson() {
    return JSONObjectUtils.toJSONString(claims);
  }

  /** The compact form, signed by the provider's first key. */
  public String signed() {
    return signedBy(TestKeys.FIRST);
  }

  /** The compact form, signed by this key with the algorithm that the header names. */
  public String signedBy(JWK key) {
    return compact(headerJson(), claimsJson(), (String) header.get("alg"), key);
  }

  /** The compact form, signed by the provider's first key with this algorithm, whatever it says. */
  public String signedWith(String alg) {
    return compact(headerJson(), claimsJson(), alg, TestKeys.FIRST);
  }

  /** Header and claims as they are written here, signed with HMAC under these bytes. */
  String signedWithHmac(byte[] secret) {
    String alg = (String) header.get("alg");
    String input = encode(headerJson()) + "." + encode(claimsJson());
    try {
      return input + "." + sign(new MACSigner(secret), alg, input);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any header and claims, valid JSON or not, with a signature that is right. */
  static String compact(String header, String claims, String alg, JWK key) {
    return signed(encode(header) + "." + encode(claims), alg, key);
  }

  /** The first two parts, with a signature that is right. */
  static String signed(String input, String alg, JWK key) {
    try {
      return input + "." + sign(signer(key), alg, input);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  private static Base64URL sign(JWSSigner signer, String alg, String input) throws JOSEException {
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    return signer.sign(new JWSHeader(JWSAlgorithm.parse(alg)), bytes);
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return key instanceof ECKey ec
        ? new ECDSASigner(ec)
        : new RSASSASigner((RSAKey) key, Set.of(AllowWeakRSAKey.getInstance()));
  }
}
