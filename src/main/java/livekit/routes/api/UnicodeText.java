package livekit.routes.api;

import java.nio.charset.StandardCharsets;

/** Questions about text that Java's UTF-16 strings do not answer by themselves. */
public final class UnicodeText {
  private UnicodeText() {}

  /**
   * Whether the text has half of a surrogate pair. It has no UTF-8 form: written out it becomes
   * {@code ?}, and two names that differ only in it would become one name at LiveKit.
   */
  public static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** The length of the text in UTF-8 bytes, which is what LiveKit's limits count. */
  public static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
