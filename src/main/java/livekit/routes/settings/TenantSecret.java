package livekit.routes.settings;

/**
 * A secret by which a tenant proves who it is.
 *
 * @param tenant the tenant's id; a blank one is no tenant, and its secret is answered 401
 * @param digest what is kept of the secret
 */
public record TenantSecret(String tenant, SecretDigest digest) {
  /** A secret that is given as it is; never blank. */
  public TenantSecret(String tenant, String secret) {
    this(tenant, SecretDigest.of(secret));
  }
}
