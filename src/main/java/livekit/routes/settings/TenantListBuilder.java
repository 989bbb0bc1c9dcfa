package livekit.routes.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the entries of the list of tenants and refuses those that contradict earlier ones. */
final class TenantListBuilder {
  private static final int BESIDE = 0;

  private final List<TenantSecret> secrets = new ArrayList<>();
  private final Map<String, TenantPolicy> policies = new HashMap<>();
  private final Map<SecretDigest, Integer> entries = new HashMap<>();
  private final boolean demoSecrets;

  /**
   * @param demoSecrets whether a secret of the dev profile may be in the list
   * @param beside the secret of {@code AUTH_API_SECRET}
   */
  TenantListBuilder(boolean demoSecrets, Optional<TenantSecret> beside) {
    this.demoSecrets = demoSecrets;
    beside.ifPresent(secret -> add(secret.tenant(), secret.digest(), BESIDE));
  }

  /**
   * Adds an entry.
   *
   * @param number its number, from 1
   * @throws EntryException it cannot stand beside the earlier ones
   */
  void add(ApiSecretEntry entry, int number) {
    entry.digest().ifPresent(digest -> add(entry.id(), digest, number));
    addPolicy(entry.id(), entry.policy());
  }

  TenantList build() {
    return new TenantList(secrets, policies, "");
  }

  private void add(String tenant, SecretDigest digest, int number) {
    if (!demoSecrets && DemoSettings.isDemoSecret(digest)) {
      throw new EntryException("has a secret of the dev profile; expected one of your own");
    }
    Integer earlier = entries.putIfAbsent(digest, number);
    if (earlier != null) {
      throw new EntryException(
          "has the same secret as " + (earlier == BESIDE ? "AUTH_API_SECRET" : "entry " + earlier));
    }
    secrets.add(new TenantSecret(tenant, digest));
    policies.putIfAbsent(tenant, TenantPolicy.NONE);
  }

  /** A policy is its tenant's, not a secret's: any one of the tenant's entries may say it. */
  private void addPolicy(String tenant, TenantPolicy policy) {
    TenantPolicy earlier = policies.putIfAbsent(tenant, policy);
    if (earlier == null || policy.equals(TenantPolicy.NONE) || policy.equals(earlier)) {
      return;
    }
    if (!earlier.equals(TenantPolicy.NONE)) {
      throw new EntryException("has another policy than an earlier entry with its \"id\"");
    }
    policies.put(tenant, policy);
  }
}
