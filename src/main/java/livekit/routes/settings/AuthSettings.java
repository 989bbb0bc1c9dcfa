package livekit.routes.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param required a request without credentials is refused; false beside a way to authenticate is
 *     mixed mode
 * @param queryApiKey {@code ?api_key=} is read where there is no header
 * @param tenants the tenants, their secrets and policies
 * @param oidc the OpenID provider whose access tokens are taken, if any
 * @param service the company's own service, if any
 */
public record AuthSettings(
    boolean required,
    boolean queryApiKey,
    TenantSettings tenants,
    Optional<OidcSettings> oidc,
    Optional<AuthServiceSettings> service) {
  /** Secrets are the only way to authenticate. */
  public AuthSettings(boolean required, boolean queryApiKey, TenantSettings tenants) {
    this(required, queryApiKey, tenants, Optional.empty(), Optional.empty());
  }

  static AuthSettings read(
      PlainSettings plain,
      SecretSettings environment,
      boolean dev,
      Duration tokenTtl,
      GrantSettings grants) {
    Optional<OidcSettings> oidc = OidcSettings.read(plain);
    Optional<AuthServiceSettings> service = AuthServiceSettings.read(plain);
    boolean secretsOptional = oidc.isPresent() || service.isPresent();
    TenantRules rules = new TenantRules(dev, secretsOptional, tokenTtl, grants);
    TenantSettings tenants = TenantSettings.read(plain, environment, rules);
    Optional<Boolean> required = plain.flag("AUTH_REQUIRED");
    boolean demo = dev && tenants.list().policies().isEmpty() && !secretsOptional;
    if (demo) {
      tenants = DemoSettings.TENANT_SETTINGS;
    }
    boolean configured = !tenants.list().secrets().isEmpty() || secretsOptional;
    if (!configured && required.orElse(false)) {
      throw new SettingException(
          "AUTH_REQUIRED",
          "true needs authentication: expected AUTH_API_SECRETS_JSON, AUTH_API_SECRET, "
              + OidcSettings.ISSUER
              + " or AUTH_SERVICE_URL beside it");
    }
    return new AuthSettings(
        required.orElse(!demo && configured),
        plain.flag("AUTH_QUERY_API_KEY", true),
        tenants,
        oidc,
        service);
  }

  /** Each secret of the start once; a tenant may have several. */
  public List<TenantSecret> secrets() {
    return tenants.list().secrets();
  }

  /** Whether there is any way to authenticate. */
  public boolean configured() {
    return !secrets().isEmpty() || oidc.isPresent() || service.isPresent();
  }

  /** Whether the tenants are the dev profile's, whose secrets everyone knows. */
  public boolean demo() {
    return tenants.equals(DemoSettings.TENANT_SETTINGS);
  }

  List<String> warnings(HttpSettings http) {
    List<String> warnings = new ArrayList<>();
    if (!required && configured() && !demo()) {
      warnings.add(
          "AUTH_REQUIRED=false beside configured authentication (mixed mode): an anonymous caller"
              + " may enter any room, a tenant's too");
    }
    boolean others = !secrets().isEmpty() || service.isPresent();
    if (others && oidc.filter(provider -> provider.tenantPrefix().isEmpty()).isPresent()) {
      warnings.add(
          "AUTH_OIDC_TENANT_PREFIX is not set and there are other ways to authenticate: the same id"
              + " means the same tenant, whichever way it was proven");
    }
    if (service.isEmpty() && oidc.flatMap(OidcSettings::tenantPrefix).isPresent()) {
      String prefix = oidc.flatMap(OidcSettings::tenantPrefix).orElseThrow();
      if (tenants.list().withoutSecret().stream().anyMatch(id -> !id.startsWith(prefix))) {
        warnings.add(
            "a tenant in the list has no secret and an id without AUTH_OIDC_TENANT_PREFIX: nobody"
                + " can be that tenant, so its policy holds for nobody");
      }
    }
    if (!http.loopback() && !configured()) {
      warnings.add(
          "no authentication is configured and HTTP_HOST is not a loopback address: whoever can"
              + " reach the port gets a token for any room");
    }
    if (!http.loopback() && demo()) {
      warnings.add(
          "the demo secrets of the dev profile are public and HTTP_HOST is not a loopback address:"
              + " whoever can reach the port gets a token for any room");
    }
    service.flatMap(AuthServiceSettings::warning).ifPresent(warnings::add);
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
        + oidc.map(provider -> ", oidc=" + provider).orElse("")
        + service.map(own -> ", service=" + own).orElse("")
        + "]";
  }
}
