package livekit.routes.tenant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import livekit.routes.settings.TenantSecret;

/**
 * Finds the tenant that a secret belongs to, at the same cost among 10 secrets and among 100,000.
 *
 * <p>Secrets are looked up by HMAC-SHA256 under a key that only this process knows, and the digests
 * are compared in constant time: neither the length of a secret nor a common beginning changes the
 * time of an answer, and nobody can prepare secrets that fall into one bucket. The secrets
 * themselves are not kept.
 *
 * <p>Safe for use by many threads, without locks.
 */
public final class TenantSecrets {
  private static final String HMAC = "HmacSHA256";

  /** Cloned for each use and never fed itself. */
  private final Mac prototype;

  private final Map<Digest, String> tenants;

  /**
   * @param secrets every secret of every tenant
   * @throws IllegalArgumentException when two tenants have one secret, or a secret is empty
   */
  public TenantSecrets(Collection<TenantSecret> secrets) {
    prototype = newMac();
    tenants = new HashMap<>(2 * secrets.size());
    for (TenantSecret each : secrets) {
      if (each.secret() == null || each.secret().isEmpty()) {
        throw new IllegalArgumentException("a tenant's secret is empty");
      }
      String tenant = each.tenant() == null ? "" : each.tenant();
      String other = tenants.putIfAbsent(digest(each.secret()), tenant);
      if (other != null && !other.equals(tenant)) {
        throw new IllegalArgumentException("two tenants have one secret");
      }
    }
  }

  /**
   * The tenant whose secret the caller sent.
   *
   * @throws InvalidCredentialsException when it is nobody's, malformed, absent, or of a tenant with
   *     a blank id
   */
  public Tenant find(Credential credential) {
    if (credential == null) {
      throw new InvalidCredentialsException();
    }
    String id = tenants.get(digest(credential.secret()));
    if (id == null) {
      throw new InvalidCredentialsException();
    }
    return new Tenant(id);
  }

  private Digest digest(String secret) {
    try {
      // A clone, because a Mac serves one thread at a time. A thread-local one would outlive a set
      // of routes that is swapped, and hold the last secret in each thread's buffers.
      Mac mac = (Mac) prototype.clone();
      return new Digest(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the security provider's " + HMAC + " cannot be cloned", e);
    }
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
