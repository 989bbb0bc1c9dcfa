package livekit.routes.tenant;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import livekit.routes.settings.SecretDigest;
import livekit.routes.settings.TenantList;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.settings.TenantSecret;

/**
 * Finds the tenant that a secret belongs to, at the same cost among 10 secrets and among 100,000.
 *
 * <p>Secrets are looked up by HMAC-SHA256, under a key that only this index knows, of their
 * SHA-256: so a secret and a {@code secret_sha256} are found by one lookup. The digests are
 * compared in constant time: neither the length of a secret nor a common beginning changes the time
 * of an answer, and nobody can prepare secrets that fall into one bucket.
 *
 * <p>It never changes; safe for use by many threads, without locks.
 */
final class TenantIndex {
  private static final String HMAC = "HmacSHA256";

  /** Cloned for each use and never fed itself. */
  private final Mac prototype = newMac();

  private final Map<Digest, String> tenants;
  private final Map<String, TenantPolicy> policies;
  private final RoomPrefixes prefixes;

  /**
   * @throws IllegalArgumentException when two tenants have one secret
   */
  TenantIndex(TenantList list) {
    policies = list.policies();
    prefixes = new RoomPrefixes(policies.values());
    tenants = new HashMap<>(2 * list.secrets().size());
    Mac mac = newUse();
    for (TenantSecret each : list.secrets()) {
      String other = tenants.putIfAbsent(key(mac, each.digest()), each.tenant());
      if (other != null && !other.equals(each.tenant())) {
        throw new IllegalArgumentException("two tenants have one secret");
      }
    }
  }

  /**
   * The tenant whose secret this is; null when it is nobody's.
   *
   * @throws InvalidCredentialsException when the tenant has a blank id
   */
  Tenant find(String secret) {
    String id = tenants.get(key(newUse(), SecretDigest.of(secret)));
    return id == null ? null : withPolicy(id);
  }

  /** The tenant of this id with its policy, or without one. */
  Tenant withPolicy(String id) {
    return new Tenant(id, policies.getOrDefault(id, TenantPolicy.NONE));
  }

  /** The longest room prefix of any tenant that this name begins with; null where there is none. */
  String roomPrefixOf(String room) {
    return prefixes.longestOf(room);
  }

  /** A Mac for one thread: a thread-local one would outlive the index, and hold its key. */
  private Mac newUse() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the security provider's " + HMAC + " cannot be cloned", e);
    }
  }

  private static Digest key(Mac mac, SecretDigest secret) {
    return new Digest(mac.doFinal(secret.bytes()));
  }

  private static Mac newMac() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      // Every Java platform has to have this algorithm.
      throw new IllegalStateException(e);
    }
  }

  /** 32 bytes as a key of the map; equal in constant time. */
  private static final class Digest {
    private final byte[] bytes;

    Digest(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
      return (bytes[0] & 0xFF) << 24
          | (bytes[1] & 0xFF) << 16
          | (bytes[2] & 0xFF) << 8
          | (bytes[3] & 0xFF);
    }
  }
}
