package livekit.routes.settings;

/**
 * A secret by which a tenant proves who it is.
 *
 * @param tenant the tenant's id; a blank one is no tenant, and its secret is answered 401
 * @param secret what the caller sends; never blank
 */
public record TenantSecret(String tenant, String secret) {
  /** The tenant; never the secret. */
  @Override
  public String toString() {
    return "TenantSecret[tenant=" + tenant + "]";
  }
}
