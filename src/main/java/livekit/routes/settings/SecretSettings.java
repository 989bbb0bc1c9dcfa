package livekit.routes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets, from the process environment alone: {@code NAME}, or {@code NAME_FILE} with the path
 * of a file. They do not come through Camel, which would parse {@code {{} in them and print them
 * when that fails. White space and a byte-order mark at the ends are left out, since editors, shells
 * and {@code echo} add them.
 */
final class SecretSettings {
  /** The largest file: room for 100,000 tenants some ten times over. */
  static final int MAX_FILE_BYTES = 64 << 20;

  /** What a message says of a file that is larger. */
  static final String TOO_LARGE = "expected a file of at most 64 MiB";

  /** What a message says of a file that cannot be read. */
  static final String UNREADABLE = "expected the path of a readable file of UTF-8 text";

  /** What a message says of a file without text. */
  static final String BLANK = "expected a file that is not empty or blank";

  private final Map<String, String> environment;

  SecretSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a secret of one line; empty when neither variable is set. The empty text counts as not
   * set for LiveKit, and stops the start for authentication, which would be off without it.
   *
   * @throws SettingException as {@link #readLines}, and where the secret is not one line
   */
  Optional<String> read(String name) {
    Optional<String> secret = readLines(name);
    if (secret.filter(text -> !SecretText.isOneLine(text)).isPresent()) {
      throw new SettingException(given(name), SecretText.NOT_ONE_LINE);
    }
    return secret;
  }

  /**
   * Reads a text with secrets in it, such as a list.
   *
   * @throws SettingException both are set, the file cannot be read, or the text is blank
   */
  Optional<String> readLines(String name) {
    Optional<String> value = variable(name);
    Optional<String> file = variable(name + "_FILE");
    if (value.isPresent() && file.isPresent()) {
      throw new SettingException(name, "set it or " + name + "_FILE, not both");
    }
    if (file.isPresent()) {
      return Optional.of(content(name + "_FILE", path(name + "_FILE")));
    }
    Optional<String> text = value.map(SecretText::strip);
    if (text.filter(String::isEmpty).isPresent()) {
      throw new SettingException(name, "expected a text that is not blank");
    }
    if (text.filter(SecretText::hasLostCharacters).isPresent()) {
      throw new SettingException(
          name, "is not ASCII: expected LC_ALL=C.UTF-8 beside it, or a file in " + name + "_FILE");
    }
    return text;
  }

  /** Which of its two variables a secret came from, for a message. */
  String given(String name) {
    return isSet(name) ? name : name + "_FILE";
  }

  /** Whether the variable of exactly this name is there and not the empty text. */
  boolean isSet(String variable) {
    return variable(variable).isPresent();
  }

  /**
   * The path in a variable that {@link #isSet}.
   *
   * @throws SettingException it is not a path
   */
  Path path(String variable) {
    try {
      return Path.of(environment.get(variable));
    } catch (InvalidPathException e) {
      throw new SettingException(variable, UNREADABLE);
    }
  }

  private Optional<String> variable(String name) {
    String value = environment.get(name);
    if (value != null && value.isEmpty() && name.startsWith("AUTH_")) {
      // A vault that answered nothing must not open the gateway to everybody.
      throw new SettingException(name, "is set and empty: expected a text, or the variable unset");
    }
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  private static String content(String name, Path path) {
    String secret;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new SettingException(name, TOO_LARGE);
      }
      // Unlike new String, a decoder refuses bytes that are not UTF-8.
      ByteBuffer encoded = ByteBuffer.wrap(bytes);
      secret = SecretText.strip(StandardCharsets.UTF_8.newDecoder().decode(encoded).toString());
    } catch (IOException e) {
      throw new SettingException(name, UNREADABLE);
    }
    if (secret.isEmpty()) {
      throw new SettingException(name, BLANK);
    }
    return secret;
  }
}
