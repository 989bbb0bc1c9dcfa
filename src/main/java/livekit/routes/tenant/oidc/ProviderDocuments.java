package livekit.routes.tenant.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.ProviderUrl;

/** Reads what the provider publishes. Messages of failures are fixed texts of ours. */
final class ProviderDocuments {
  private static final String PATH = "/.well-known/openid-configuration";

  /** RFC 7518, sections 3.3 and 3.5. */
  private static final int SHORTEST_RSA_BITS = 2048;

  private static final ObjectMapper JSON = StrictJson.mapper();

  private ProviderDocuments() {}

  /** OpenID Connect Discovery 1.0, section 4.1: a slash at the end of the issuer is left out. */
  static URI discoveryUrl(String issuer) {
    return URI.create((issuer.endsWith("/") ? issuer.replaceAll("/+$", "") : issuer) + PATH);
  }

  /**
   * Where the keys are. The document has to be the issuer's (section 4.3), and one that came by
   * https must not lead to http, which would be a service on this machine.
   */
  static URI keysUrl(byte[] document, String issuer) throws IOException {
    JsonNode discovery = read(document, "its discovery document is not a JSON object");
    if (!issuer.equals(discovery.path("issuer").textValue())) {
      throw new IOException(
          "its discovery document names another issuer than AUTH_OIDC_ISSUER, which has to be the"
              + " same to the last character");
    }
    String url = discovery.path("jwks_uri").textValue();
    return ProviderUrl.parse(url == null ? "" : url)
        .filter(keys -> ProviderUrl.isHttps(keys) || !ProviderUrl.isHttps(URI.create(issuer)))
        .orElseThrow(() -> new IOException("the jwks_uri in its discovery document is not https"));
  }

  /** The keys that can verify a signature; the others are ignored (RFC 7517, section 5). */
  static JWKSet keys(byte[] document) throws IOException {
    JsonNode list = read(document, "its JWKS is not a JSON object").path("keys");
    List<JWK> keys = new ArrayList<>();
    for (JsonNode each : list) {
      try {
        JWK key = JWK.parse(each.toString());
        if (verifies(key)) {
          keys.add(key.toPublicJWK());
        }
      } catch (ParseException | RuntimeException e) {
        // Of a kind that is not known here, or not a key: nimbus has a null pointer for null.
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("its JWKS has no RSA or EC key that can verify a signature");
    }
    return new JWKSet(keys);
  }

  private static boolean verifies(JWK key) {
    boolean fits = key instanceof ECKey || key instanceof RSAKey && key.size() >= SHORTEST_RSA_BITS;
    return fits
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static JsonNode read(byte[] document, String otherwise) throws IOException {
    try {
      JsonNode node = JSON.readTree(document);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the document.
    }
    throw new IOException(otherwise);
  }
}
