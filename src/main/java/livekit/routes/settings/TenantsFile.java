package livekit.routes.settings;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The file of tenants. It may be read again while the gateway serves, by the rules of the start.
 */
public final class TenantsFile {
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final ApiSecrets list;

  TenantsFile(Path path, ApiSecrets list) {
    this.path = path;
    this.list = list;
  }

  /** The setting that names the file. */
  public String setting() {
    return list.setting();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Reads and checks the file as it is now.
   *
   * @throws SettingException the file cannot be read, or what is in it is not as expected
   */
  public TenantList read() {
    MessageDigest sha256 = SecretDigest.newSha256();
    // Unlike a charset, a decoder refuses bytes that are not UTF-8.
    try (InputStream in = new DigestInputStream(open(), sha256);
        Reader text = afterMark(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
      if (Files.size(path) > SecretSettings.MAX_FILE_BYTES) {
        throw new SettingException(setting(), SecretSettings.TOO_LARGE);
      }
      return list.parse(text).at(HexFormat.of().formatHex(sha256.digest()));
    } catch (IOException e) {
      throw new SettingException(setting(), SecretSettings.UNREADABLE);
    }
  }

  /**
   * Reads a file that has changed.
   *
   * @throws SettingException as {@link #read}, and where it is no file any more: a pipe could keep
   *     the reader waiting for ever
   */
  public TenantList readAgain() {
    if (!Files.isRegularFile(path)) {
      throw new SettingException(setting(), SecretSettings.UNREADABLE);
    }
    return read();
  }

  /**
   * The SHA-256 of the file's content as it is now, in hex: the {@link TenantList#version} that
   * {@link #read} would give it. Empty where there is no file that can be read.
   */
  public String version() {
    MessageDigest sha256 = SecretDigest.newSha256();
    try {
      // What is no file, such as a pipe, could keep the reader waiting.
      if (!Files.isRegularFile(path) || Files.size(path) > SecretSettings.MAX_FILE_BYTES) {
        return "";
      }
      try (InputStream in = new DigestInputStream(open(), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      return "";
    }
  }

  /** The text after a byte-order mark, if it begins with one: to Jackson it is no JSON. */
  private static Reader afterMark(Reader text) throws IOException {
    PushbackReader rest = new PushbackReader(text);
    int first = rest.read();
    if (first >= 0 && first != SecretText.BYTE_ORDER_MARK) {
      rest.unread(first);
    }
    return rest;
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(path), BUFFER);
  }
}
