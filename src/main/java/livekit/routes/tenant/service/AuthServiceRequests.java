package livekit.routes.tenant.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.InvalidRequests;
import livekit.routes.settings.AuthServiceSettings;
import livekit.routes.tenant.CallerRequest;
import livekit.routes.tenant.Credential;

/**
 * Makes what the authentication service is asked: a JWT that lives five minutes, RS256 or ES256 by
 * the type of our key (RFC 7518, sections 3.3 and 3.4). Its {@code auth_data} has the credential
 * and the caller's request.
 *
 * <p>Safe for use by many threads.
 */
public final class AuthServiceRequests {
  private static final int LIFE_SECONDS = 300;

  private final String subject;
  private final JWSHeader header;
  private final JWSSigner signer;
  private final ObjectMapper json;
  private final Clock clock;

  /**
   * @param settings whose key signs
   * @param json reads the caller's body once more, and keeps all digits of its numbers
   * @param clock the time for {@code iat} and {@code exp}
   * @throws IllegalArgumentException when the key is of another type
   */
  public AuthServiceRequests(AuthServiceSettings settings, ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
    subject = settings.subject();
    JWSAlgorithm algorithm =
        settings.key() instanceof ECPrivateKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
    header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build();
    signer = signer(settings.key());
  }

  private AuthServiceRequests() {
    subject = null;
    header = null;
    signer = null;
    json = null;
    clock = null;
  }

  /** Asks nothing: for a gateway without an authentication service, whose routes never do. */
  public static AuthServiceRequests notConfigured() {
    return new AuthServiceRequests();
  }

  /**
   * The question who this caller is.
   *
   * @param credential what the caller sent to prove it, well-formed
   * @param caller what it sent beside that
   * @return the JWT; as bytes, since Camel writes a text that a bean returns to its log at TRACE
   * @throws InvalidRequestException when the caller's body is not JSON
   * @throws IllegalStateException when it cannot be signed
   */
  public byte[] ask(Credential credential, CallerRequest caller) {
    if (signer == null) {
      throw new IllegalStateException("no authentication service is configured");
    }
    try {
      JWSObject jwt = new JWSObject(header, new Payload(claims(credential, caller).toString()));
      jwt.sign(signer);
      return jwt.serialize().getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new InvalidRequestException(InvalidRequests.NOT_JSON);
    } catch (JOSEException e) {
      throw new IllegalStateException("the question to the authentication service", e);
    }
  }

  private ObjectNode claims(Credential credential, CallerRequest caller) throws IOException {
    long now = clock.instant().getEpochSecond();
    ObjectNode claims = json.createObjectNode();
    claims.put("sub", subject).put("iat", now).put("exp", now + LIFE_SECONDS);
    ObjectNode data = claims.putObject("auth_data");
    data.put("token", credential.secret());
    if (caller.body().length > 0) {
      data.set("request_body", json.readTree(caller.body()));
    }
    ObjectNode headers = data.putObject("request_headers");
    caller.headers().forEach(headers::put);
    data.put("request_path", caller.path()).put("request_method", caller.method());
    return claims;
  }

  private static JWSSigner signer(PrivateKey key) {
    try {
      return key instanceof ECPrivateKey
          ? new ECDSASigner(key, Curve.P_256)
          : new RSASSASigner(key);
    } catch (JOSEException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the key can sign neither RS256 nor ES256", e);
    }
  }
}
