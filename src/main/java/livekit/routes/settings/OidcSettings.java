package livekit.routes.settings;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The OpenID provider whose access tokens prove who is calling.
 *
 * @param issuer the provider, exactly as its tokens have it in {@code iss}, a slash at the end
 *     included
 * @param audience what a token for this service has in {@code aud}; a token for another service of
 *     the same provider does not let its holder in
 * @param tenantClaim the claim with the tenant's id: a name, or names joined with dots
 * @param jwksUrl where the provider's keys are; empty: its discovery document says so
 * @param tenantPrefix what is put before the claim to make the tenant's id; empty: nothing
 */
public record OidcSettings(
    String issuer,
    String audience,
    String tenantClaim,
    Optional<URI> jwksUrl,
    Optional<String> tenantPrefix) {
  static final String ISSUER = "AUTH_OIDC_ISSUER";
  private static final String AUDIENCE = "AUTH_OIDC_AUDIENCE";
  private static final String TENANT_CLAIM = "AUTH_OIDC_TENANT_CLAIM";
  private static final String JWKS_URL = "AUTH_OIDC_JWKS_URL";
  private static final String TENANT_PREFIX = "AUTH_OIDC_TENANT_PREFIX";

  static Optional<OidcSettings> read(PlainSettings plain) {
    Optional<String> issuer = plain.text(ISSUER);
    Map<String, String> others = new TreeMap<>();
    for (String name : new String[] {AUDIENCE, TENANT_CLAIM, JWKS_URL, TENANT_PREFIX}) {
      plain.text(name).ifPresent(value -> others.put(name, value));
    }
    if (issuer.isEmpty()) {
      if (!others.isEmpty()) {
        String name = others.keySet().iterator().next();
        throw new SettingException(name, "does nothing alone: expected " + ISSUER + " beside it");
      }
      return Optional.empty();
    }
    return Optional.of(
        new OidcSettings(
            issuer(issuer.get()),
            required(others, AUDIENCE, "what this provider's tokens for this service have in aud"),
            claim(required(others, TENANT_CLAIM, "the claim that holds the tenant's id")),
            Optional.ofNullable(others.get(JWKS_URL)).map(OidcSettings::jwksUrl),
            Optional.ofNullable(others.get(TENANT_PREFIX)).map(OidcSettings::prefix)));
  }

  private static String issuer(String text) {
    // OpenID Connect Core 1.0, section 2: no query and no fragment.
    if (ProviderUrl.parse(text).filter(url -> url.getRawQuery() == null).isEmpty()) {
      throw new SettingException(
          ISSUER,
          "expected an https URL without user, query and fragment, exactly as the provider's tokens"
              + " have it in iss (http only for localhost, 127.0.0.1 and [::1])");
    }
    return text;
  }

  private static String required(Map<String, String> settings, String name, String meaning) {
    String value = settings.get(name);
    if (value == null) {
      throw new SettingException(name, "is required beside " + ISSUER + ": expected " + meaning);
    }
    return value;
  }

  private static String claim(String path) {
    if (path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
      throw new SettingException(
          TENANT_CLAIM, "expected the name of a claim, or names joined with dots as in org.id");
    }
    return path;
  }

  private static URI jwksUrl(String text) {
    return ProviderUrl.parse(text)
        .orElseThrow(
            () ->
                new SettingException(
                    JWKS_URL,
                    "expected an https URL without user and fragment (http only for localhost,"
                        + " 127.0.0.1 and [::1])"));
  }

  private static String prefix(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new SettingException(TENANT_PREFIX, "expected a text without control characters");
    }
    return text;
  }
}
