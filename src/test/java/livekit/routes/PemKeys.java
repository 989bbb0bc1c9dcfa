package livekit.routes;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys, and the PEM forms that openssl writes them in. */
public final class PemKeys {
  private PemKeys() {}

  /** A new RSA key. */
  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new EC key on a curve such as secp256r1. */
  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code BEGIN PRIVATE KEY}. */
  public static String pkcs8(Key key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** {@code BEGIN RSA PRIVATE KEY}. */
  public static String pkcs1(PrivateKey key) {
    return pem("RSA PRIVATE KEY", inner(key));
  }

  /**
   * {@code BEGIN EC PRIVATE KEY}, after the curve, as {@code openssl ecparam -genkey} writes it.
   */
  public static String sec1(PrivateKey key) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      byte[] curve = info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded();
      ECPrivateKey bare = ECPrivateKey.getInstance(inner(key));
      byte[] whole =
          new ECPrivateKey(256, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters())
              .getEncoded();
      return pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any PEM object. */
  public static String pem(String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a PEM text to a file, and gives its path. */
  public static String file(Path directory, String pem) {
    try {
      return Files.writeString(Files.createTempFile(directory, "key", ".pem"), pem).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] inner(PrivateKey key) {
    return PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKey().getOctets();
  }
}
