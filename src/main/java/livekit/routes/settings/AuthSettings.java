package livekit.routes.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param required a request without credentials is refused; false beside secrets is mixed mode
 * @param queryApiKey {@code ?api_key=} is read where there is no header
 * @param tenants the tenants, their secrets and policies
 */
public record AuthSettings(boolean required, boolean queryApiKey, TenantSettings tenants) {
  static AuthSettings read(
      PlainSettings plain,
      SecretSettings environment,
      boolean dev,
      Duration tokenTtl,
      GrantSettings grants) {
    // There is no other way yet for a tenant to prove who it is.
    boolean secretsOptional = false;
    TenantRules rules = new TenantRules(dev, secretsOptional, tokenTtl, grants);
    TenantSettings tenants = TenantSettings.read(plain, environment, rules);
    Optional<Boolean> required = plain.flag("AUTH_REQUIRED");
    boolean demo = dev && tenants.list().policies().isEmpty();
    if (demo) {
      tenants = DemoSettings.TENANT_SETTINGS;
    }
    boolean none = tenants.list().secrets().isEmpty();
    if (none && required.orElse(false)) {
      throw new SettingException(
          "AUTH_REQUIRED",
          "true needs authentication: expected AUTH_API_SECRETS_JSON or AUTH_API_SECRET beside it");
    }
    return new AuthSettings(
        required.orElse(!demo && !none), plain.flag("AUTH_QUERY_API_KEY", true), tenants);
  }

  /** Each secret of the start once; a tenant may have several. */
  public List<TenantSecret> secrets() {
    return tenants.list().secrets();
  }

  /** Whether the tenants are the dev profile's, whose secrets everyone knows. */
  public boolean demo() {
    return tenants.equals(DemoSettings.TENANT_SETTINGS);
  }

  List<String> warnings(HttpSettings http) {
    List<String> warnings = new ArrayList<>();
    if (!required && !secrets().isEmpty() && !demo()) {
      warnings.add(
          "AUTH_REQUIRED=false beside configured authentication (mixed mode): an anonymous caller"
              + " may enter any room, a tenant's too");
    }
    if (!http.loopback() && secrets().isEmpty()) {
      warnings.add(
          "no authentication is configured and HTTP_HOST is not a loopback address: whoever can"
              + " reach the port gets a token for any room");
    }
    if (!http.loopback() && demo()) {
      warnings.add(
          "the demo secrets of the dev profile are public and HTTP_HOST is not a loopback address:"
              + " whoever can reach the port gets a token for any room");
    }
    return warnings;
  }

  /** How many secrets there are; never one of them. */
  @Override
  public String toString() {
    return "AuthSettings[required="
        + required
        + ", queryApiKey="
        + queryApiKey
        + ", secrets="
        + secrets().size()
        + "]";
  }
}
