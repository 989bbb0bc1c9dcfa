package livekit.routes.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  public static final List<DemoTenant> TENANTS =
      List.of(
          new DemoTenant("acme", "acme-demo-secret"),
          new DemoTenant("globex", "globex-demo-secret"));

  /** The same two, as settings would have them. */
  static final TenantSettings TENANT_SETTINGS =
      TenantSettings.of(
          TENANTS.stream()
              .map(demo -> new TenantSecret(demo.tenant(), demo.secret()))
              .toArray(TenantSecret[]::new));

  private static final Set<SecretDigest> SECRETS =
      Stream.concat(Stream.of(LIVEKIT_API_SECRET), TENANTS.stream().map(DemoTenant::secret))
          .map(SecretDigest::of)
          .collect(Collectors.toUnmodifiableSet());

  private DemoSettings() {}

  static boolean isDemoSecret(String secret) {
    return isDemoSecret(SecretDigest.of(secret));
  }

  static boolean isDemoSecret(SecretDigest secret) {
    return SECRETS.contains(secret);
  }
}
