package livekit.routes.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tenants that the settings know.
 *
 * @param secrets each secret once; a tenant may have several, or none
 * @param policies the policy of every tenant, by its id; {@link TenantPolicy#NONE} where it has
 *     none of its own
 * @param version the SHA-256 of the file that it was read from, in hex; empty where there is none
 */
public record TenantList(
    List<TenantSecret> secrets, Map<String, TenantPolicy> policies, String version) {
  /** Nobody. */
  static final TenantList EMPTY = new TenantList(List.of(), Map.of(), "");

  /** Copies the list and the map. */
  public TenantList {
    secrets = List.copyOf(secrets);
    policies = Map.copyOf(policies);
  }

  /** Tenants without a policy. */
  public static TenantList of(TenantSecret... secrets) {
    Map<String, TenantPolicy> policies = new HashMap<>();
    for (TenantSecret secret : secrets) {
      policies.put(secret.tenant(), TenantPolicy.NONE);
    }
    return new TenantList(List.of(secrets), policies, "");
  }

  TenantList at(String fileVersion) {
    return new TenantList(secrets, policies, fileVersion);
  }

  /** The ids of the tenants that have to prove who they are in another way. */
  Set<String> withoutSecret() {
    Set<String> ids = new HashSet<>(policies.keySet());
    secrets.forEach(secret -> ids.remove(secret.tenant()));
    return ids;
  }

  /** How many tenants and secrets there are; never one of them. */
  @Override
  public String toString() {
    return "tenants: " + policies.size() + ", secrets: " + secrets.size();
  }
}
