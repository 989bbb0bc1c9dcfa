package livekit.routes.settings;

import com.nimbusds.jose.jwk.Curve;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads a private key from a PEM file, in any form that openssl writes: PKCS#8, PKCS#1 (RSA) or
 * SEC1 (EC), with certificates or curve parameters beside it.
 *
 * <p>No message and no cause holds anything of the file.
 */
final class SigningKey {
  private static final int MAX_FILE_BYTES = 64 * 1024;

  /** RFC 7518, section 3.3. */
  private static final int MIN_RSA_BITS = 2048;

  private SigningKey() {}

  /**
   * Reads the only private key in the file.
   *
   * @param name the setting that holds the path
   * @throws SettingException when it is not there, has a passphrase, or cannot sign RS256 or ES256
   */
  static PrivateKey read(String name, String path) {
    List<PrivateKeyInfo> keys = new ArrayList<>();
    for (Object object : objects(name, content(name, path))) {
      if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new SettingException(name, "expected a private key without a passphrase");
      } else if (object instanceof PEMKeyPair pair) {
        keys.add(pair.getPrivateKeyInfo());
      } else if (object instanceof PrivateKeyInfo key) {
        keys.add(key);
      }
    }
    if (keys.size() != 1) {
      throw new SettingException(name, "expected a PEM file with one private key");
    }
    PrivateKey key = usable(keys.get(0));
    if (key == null) {
      throw new SettingException(
          name, "expected an RSA key of 2048 bits or more, or an EC key on the curve P-256");
    }
    return key;
  }

  private static String content(String name, String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new SettingException(name, "expected a file of at most 64 KiB");
      }
      // Of UTF-8 only to leave a byte-order mark out: all of PEM is ASCII.
      return SecretText.strip(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException e) {
      throw new SettingException(name, "expected the path of a readable file");
    }
  }

  private static List<Object> objects(String name, String text) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser pem = new PEMParser(new StringReader(text))) {
      for (Object next = pem.readObject(); next != null; next = pem.readObject()) {
        objects.add(next);
      }
      return objects;
    } catch (IOException | RuntimeException e) {
      // The parser throws both for what is not ASN.1.
      throw new SettingException(name, "expected a PEM file with one private key");
    }
  }

  /** By the JDK's own key factory, or null. Its RSA takes keys that are bound to RSASSA-PSS. */
  private static PrivateKey usable(PrivateKeyInfo info) {
    boolean rsa =
        PKCSObjectIdentifiers.rsaEncryption.equals(info.getPrivateKeyAlgorithm().getAlgorithm());
    try {
      PrivateKey key =
          KeyFactory.getInstance(rsa ? "RSA" : "EC")
              .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
      boolean good =
          key instanceof RSAPrivateKey of
              ? of.getModulus().bitLength() >= MIN_RSA_BITS
              : key instanceof ECPrivateKey on
                  && Curve.P_256.equals(Curve.forECParameterSpec(on.getParams()));
      return good ? key : null;
    } catch (GeneralSecurityException | IOException e) {
      return null;
    }
  }
}
