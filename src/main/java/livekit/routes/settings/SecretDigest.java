package livekit.routes.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a secret's UTF-8 bytes: all that is kept of a tenant's secret once the settings
 * are read, whichever form it was given in.
 */
public final class SecretDigest {
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

  /** What a script makes of a secret that is not set. No caller can send it. */
  static final SecretDigest OF_NOTHING = of("");

  private final byte[] sha256;

  private SecretDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The digest of a secret. */
  public static SecretDigest of(String secret) {
    return new SecretDigest(newSha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest that is written as 64 hex digits; empty when the text is anything else. */
  static Optional<SecretDigest> parse(String hex) {
    return HEX.matcher(hex).matches()
        ? Optional.of(new SecretDigest(HexFormat.of().parseHex(hex)))
        : Optional.empty();
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has to have it.
      throw new IllegalStateException(e);
    }
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return sha256.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretDigest digest && MessageDigest.isEqual(sha256, digest.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  /** Without the digest: a secret that is easily guessed could be found from it. */
  @Override
  public String toString() {
    return "SecretDigest[hidden]";
  }
}
