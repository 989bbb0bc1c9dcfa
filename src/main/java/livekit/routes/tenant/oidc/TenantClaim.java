package livekit.routes.tenant.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import livekit.routes.api.UnicodeText;
import livekit.routes.settings.OidcSettings;
import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.Tenant;

/**
 * Finds the tenant in the claims of a verified token.
 *
 * <p>A dot in the path leads into an object ({@code org.id}) unless a claim has it in its own name
 * ({@code https://acme.example/tenant}): at each level the longest name that is there is taken, and
 * what it holds decides.
 */
final class TenantClaim {
  private final String path;
  private final String prefix;

  TenantClaim(OidcSettings settings) {
    path = settings.tenantClaim();
    prefix = settings.tenantPrefix().orElse("");
  }

  /**
   * The tenant.
   *
   * @throws InvalidCredentialsException when the claim is missing, or is not a text that can be an
   *     id: one with a visible character, without control characters and lone surrogates
   */
  Tenant in(JsonNode claims) {
    JsonNode value = find(claims, path);
    if (value == null || !value.isTextual() || !isId(value.textValue())) {
      throw new InvalidCredentialsException();
    }
    return new Tenant(prefix + value.textValue());
  }

  private static JsonNode find(JsonNode object, String path) {
    JsonNode value = object.get(path);
    int dot = path.lastIndexOf('.');
    for (; value == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      JsonNode inner = object.get(path.substring(0, dot));
      if (inner != null) {
        return find(inner, path.substring(dot + 1));
      }
    }
    return value;
  }

  private static boolean isId(String text) {
    return text.codePoints().anyMatch(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        && text.chars().noneMatch(Character::isISOControl)
        && !UnicodeText.hasLoneSurrogate(text);
  }
}
