package livekit.routes.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param required a request without credentials is refused; false beside secrets is mixed mode
 * @param queryApiKey {@code ?api_key=} is read where there is no header
 * @param secrets each secret once; a tenant may have several
 */
public record AuthSettings(boolean required, boolean queryApiKey, List<TenantSecret> secrets) {
  /** Copies the list. */
  public AuthSettings {
    secrets = List.copyOf(secrets);
  }

  static AuthSettings read(PlainSettings plain, SecretSettings environment, boolean dev) {
    Optional<String> list = environment.read(ApiSecrets.NAME);
    List<TenantSecret> secrets =
        new ArrayList<>(list.map(json -> ApiSecrets.parse(json, dev)).orElse(List.of()));
    String id = plain.text("AUTH_API_SECRET_ID").orElse("default");
    environment.read("AUTH_API_SECRET").ifPresent(secret -> add(secrets, id, secret, dev));
    Optional<Boolean> required = plain.flag("AUTH_REQUIRED");
    boolean demo = dev && secrets.isEmpty();
    if (demo) {
      secrets.addAll(DemoSettings.TENANTS);
    }
    if (secrets.isEmpty() && required.orElse(false)) {
      throw new SettingException(
          "AUTH_REQUIRED",
          "true needs authentication: expected AUTH_API_SECRETS_JSON or AUTH_API_SECRET beside it");
    }
    return new AuthSettings(
        required.orElse(!demo && !secrets.isEmpty()),
        plain.flag("AUTH_QUERY_API_KEY", true),
        secrets);
  }

  private static void add(List<TenantSecret> secrets, String id, String secret, boolean dev) {
    if (!dev && DemoSettings.isDemoSecret(secret)) {
      throw new SettingException(
          "AUTH_API_SECRET", "expected a secret of your own, not the dev profile's");
    }
    if (secrets.stream().anyMatch(other -> other.secret().equals(secret))) {
      throw new SettingException(
          "AUTH_API_SECRET", "expected a secret that AUTH_API_SECRETS_JSON does not have");
    }
    secrets.add(new TenantSecret(id, secret));
  }

  /** Whether the tenants are the dev profile's, whose secrets everyone knows. */
  public boolean demo() {
    return secrets.equals(DemoSettings.TENANTS);
  }

  List<String> warnings(HttpSettings http) {
    List<String> warnings = new ArrayList<>();
    if (!required && !secrets.isEmpty() && !demo()) {
      warnings.add(
          "AUTH_REQUIRED=false beside configured authentication (mixed mode): an anonymous caller"
              + " may enter any room, a tenant's too");
    }
    if (!http.loopback() && secrets.isEmpty()) {
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
        + secrets.size()
        + "]";
  }
}
