package livekit.routes.tenant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import livekit.routes.PemKeys;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.AuthServiceSettings;
import livekit.routes.tenant.CallerRequest;
import livekit.routes.tenant.Credential;
import org.junit.jupiter.api.Test;

class AuthServiceRequestsTest {
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final long NOW = 1_800_000_000L;
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(NOW).plusMillis(999), ZoneOffset.UTC);
  private static final KeyPair RSA = PemKeys.rsa(2048);
  private static final KeyPair EC = PemKeys.ec("secp256r1");
  private static final Credential CREDENTIAL =
      Credential.from(List.of("Bearer \"tökén\""), null, true);

  @Test
  void areSignedWithRs256ByAnRsaKey() throws Exception {
    JWSObject jwt = JWSObject.parse(ask(RSA, "{}"));

    assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) RSA.getPublic()))).isTrue();
    assertThat(jwt.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "RS256", "typ", "JWT"));
  }

  @Test
  void areSignedWithEs256ByAnEcKey() throws Exception {
    JWSObject jwt = JWSObject.parse(ask(EC, "{}"));

    assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) EC.getPublic()))).isTrue();
    assertThat(jwt.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "ES256", "typ", "JWT"));
  }

  @Test
  void carryTheCredentialAndTheCallersRequest() throws Exception {
    JsonNode claims = payload(ask(EC, "{\"room_name\":\"r\",\"own\":[1,2.50,1e2],\"ü\":null}"));

    assertThat(claims)
        .isEqualTo(
            JSON.readTree(
                """
                {"sub": "gateway", "iat": 1800000000, "exp": 1800000300, "auth_data": {
                  "token": "\\"tökén\\"",
                  "request_body": {"room_name": "r", "own": [1, 2.50, 1e2], "ü": null},
                  "request_headers": {"x-tenant": "a, b"},
                  "request_path": "/livekit/token",
                  "request_method": "POST"}}"""));
  }

  @Test
  void keepAllDigitsOfANumber() {
    String digits = "1234567890123456789012345.60";
    assertThat(payload(ask(EC, "{\"n\":" + digits + "}")).toString()).contains(digits);
  }

  @Test
  void leaveTheBodyOutWhereThereIsNone() {
    assertThat(payload(ask(EC, "")).path("auth_data").has("request_body")).isFalse();
  }

  @Test
  void areNotMadeForABodyThatIsNotJson() {
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ask(EC, "{"));
  }

  @Test
  void areNotMadeWithoutAService() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AuthServiceRequests.notConfigured().ask(CREDENTIAL, caller("{}")));
  }

  private static String ask(KeyPair key, String body) {
    AuthServiceSettings settings =
        new AuthServiceSettings(
            URI.create("https://auth.example"), key.getPrivate(), Duration.ofSeconds(5), "gateway");
    byte[] jwt = new AuthServiceRequests(settings, JSON, CLOCK).ask(CREDENTIAL, caller(body));
    return new String(jwt, StandardCharsets.US_ASCII);
  }

  private static CallerRequest caller(String body) {
    return new CallerRequest(
        "POST",
        "/livekit/token",
        Map.of("x-tenant", "a, b"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode payload(String jwt) {
    try {
      return JSON.readTree(JWSObject.parse(jwt).getPayload().toString());
    } catch (java.io.IOException | java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
