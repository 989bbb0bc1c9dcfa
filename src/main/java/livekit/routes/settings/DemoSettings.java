package livekit.routes.settings;

import java.util.List;

/**
 * What the dev profile uses where nothing is set. All of it is public, so outside the dev profile
 * each of these secrets stops the start.
 */
public final class DemoSettings {
  /** The emulator's API key. */
  public static final String LIVEKIT_API_KEY = "devkey";

  /** The emulator's API secret, of more than 32 bytes. */
  public static final String LIVEKIT_API_SECRET = "livekit-demo-secret-for-development-only";

  /** Two tenants, so that a refusal between them can be tried. */
  public static final List<TenantSecret> TENANTS =
      List.of(
          new TenantSecret("acme", "acme-demo-secret"),
          new TenantSecret("globex", "globex-demo-secret"));

  private DemoSettings() {}

  static boolean isDemoSecret(String secret) {
    return secret.equals(LIVEKIT_API_SECRET)
        || TENANTS.stream().anyMatch(tenant -> tenant.secret().equals(secret));
  }
}
