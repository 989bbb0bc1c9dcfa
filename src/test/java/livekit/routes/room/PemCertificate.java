package livekit.routes.room;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and a certificate for 127.0.0.1 in the form that redis-server reads, made by the JDK. */
final class PemCertificate {
  static final String PASSWORD = "changeit";

  private final Path directory;

  PemCertificate(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    this.directory = directory;
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias server -keyalg EC -dname CN=test"
                        + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass changeit"
                        + " -keystore store.p12")
                    .split(" "))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    write(certificate(), "CERTIFICATE", keys.getCertificate("server").getEncoded());
    write(key(), "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  /** The certificate for the server. */
  Path certificate() {
    return directory.resolve("cert.pem");
  }

  /** The key for the server. */
  Path key() {
    return directory.resolve("key.pem");
  }

  /** What a JVM trusts that is told to trust this certificate. */
  Path store() {
    return directory.resolve("store.p12");
  }

  private static void write(Path file, String kind, byte[] encoded) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }
}
