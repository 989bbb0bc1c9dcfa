package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.stream.Stream;
import javax.crypto.EncryptedPrivateKeyInfo;
import livekit.routes.PemKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final String NAME = "AUTH_SIGNING_KEY_PATH";
  private static final String NO_KEY = "expected a PEM file with one private key";
  private static final String WEAK =
      "expected an RSA key of 2048 bits or more, or an EC key on the curve P-256";
  private static final KeyPair RSA = PemKeys.rsa(2048);
  private static final KeyPair EC = PemKeys.ec("secp256r1");

  @TempDir private Path directory;

  static Stream<Arguments> forms() {
    PrivateKey rsa = RSA.getPrivate();
    PrivateKey ec = EC.getPrivate();
    String publicKey = PemKeys.pem("PUBLIC KEY", EC.getPublic().getEncoded());
    return Stream.of(
        argumentSet("RSA in PKCS#8", PemKeys.pkcs8(rsa), rsa),
        argumentSet("RSA in PKCS#1", PemKeys.pkcs1(rsa), rsa),
        argumentSet("EC in PKCS#8", PemKeys.pkcs8(ec), ec),
        argumentSet("EC in SEC1", PemKeys.sec1(ec), ec),
        argumentSet("beside its public key", publicKey + PemKeys.pkcs8(ec), ec),
        argumentSet("after a comment", "Bag Attributes\n  a: b\n" + PemKeys.pkcs8(ec), ec),
        argumentSet("with a byte-order mark", "\uFEFF" + PemKeys.pkcs8(ec), ec),
        argumentSet("amid white space", " \n\n" + PemKeys.pkcs8(ec) + "\n \n", ec),
        argumentSet("with CRLF", PemKeys.pkcs8(ec).replaceAll("\\R", "\r\n"), ec),
        argumentSet("without a last line end", PemKeys.pkcs8(ec).stripTrailing(), ec));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isReadInEveryForm(String pem, PrivateKey key) {
    PrivateKey read = SigningKey.read(NAME, PemKeys.file(directory, pem));

    // Two EC keys that differ in nothing but what stands beside the number are not equal in Java.
    if (key instanceof ECPrivateKey ec) {
      assertThat(((ECPrivateKey) read).getS()).isEqualTo(ec.getS());
    } else {
      assertThat(read).isEqualTo(key);
    }
  }

  static Stream<Arguments> others() throws Exception {
    PrivateKey ec = EC.getPrivate();
    String good = PemKeys.pkcs8(ec);
    byte[] publicKey = RSA.getPublic().getEncoded();
    return Stream.of(
        argumentSet("empty", "", NO_KEY),
        argumentSet("no PEM", "s3cret-that-is-no-key", NO_KEY),
        argumentSet("cut off", good.substring(0, 60), NO_KEY),
        argumentSet("no ASN.1", PemKeys.pem("PRIVATE KEY", new byte[] {1, 2, 3}), NO_KEY),
        argumentSet("no ASN.1 in SEC1", PemKeys.pem("EC PRIVATE KEY", new byte[8]), NO_KEY),
        argumentSet("unknown kind", PemKeys.pem("OPENSSH PRIVATE KEY", new byte[8]), NO_KEY),
        argumentSet("public", PemKeys.pem("PUBLIC KEY", publicKey), NO_KEY),
        argumentSet("two", good + good, NO_KEY),
        argumentSet("RSA of 1024 bits", PemKeys.pkcs8(PemKeys.rsa(1024).getPrivate()), WEAK),
        argumentSet("P-384", PemKeys.pkcs8(PemKeys.ec("secp384r1").getPrivate()), WEAK),
        argumentSet("Ed25519", PemKeys.pkcs8(generate("Ed25519")), WEAK),
        argumentSet("RSASSA-PSS", PemKeys.pkcs8(generate("RSASSA-PSS")), WEAK),
        argumentSet("DSA", PemKeys.pkcs8(generate("DSA")), WEAK),
        argumentSet("PKCS#8 encrypted", encrypted(), "without a passphrase"),
        argumentSet("PKCS#1 encrypted", encryptedAsOnceUsual(), "without a passphrase"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void isRefusedInOneLineWithoutItsContent(String pem, String expected) {
    assertThat(refusalOf(PemKeys.file(directory, pem))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-such-file.pem", "\0"})
  void isRefusedWhereItCannotBeRead(String name) {
    assertThat(refusalOf(directory + "/" + name)).contains("expected the path of a readable file");
  }

  @Test
  void isRefusedWhereTheFileIsTooLong() throws Exception {
    Path file = Files.writeString(directory.resolve("long.pem"), "x".repeat(64 * 1024 + 1));
    assertThat(refusalOf(file.toString())).contains("at most 64 KiB");
  }

  private static String refusalOf(String path) {
    SettingException refusal =
        catchThrowableOfType(SettingException.class, () -> SigningKey.read(NAME, path));
    assertThat(refusal).isNotNull().hasNoCause();
    assertThat(refusal.getMessage())
        .startsWith(NAME + ": ")
        .doesNotContain("\n", "s3cret", "BEGIN", path);
    return refusal.getMessage();
  }

  private static PrivateKey generate(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private static String encrypted() throws Exception {
    byte[] info = new EncryptedPrivateKeyInfo("PBEWithMD5AndDES", new byte[16]).getEncoded();
    return PemKeys.pem("ENCRYPTED PRIVATE KEY", info);
  }

  /** What {@code openssl rsa -traditional -aes128} writes. */
  private static String encryptedAsOnceUsual() {
    return """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,000102030405060708090A0B0C0D0E0F

        AAAAAAAAAAAAAAAAAAAAAA==
        -----END RSA PRIVATE KEY-----
        """;
  }
}
