package livekit.routes.settings;

import java.util.Set;

/**
 * What an editor, a shell or a vault adds to a secret, and what no secret has in it.
 *
 * <p>A caller could not send such a secret in a header, and LiveKit would be sent another one than
 * its own; the difference does not show on a screen.
 */
final class SecretText {
  /** What a message says of a secret that {@link #isOneLine} is false for. */
  static final String NOT_ONE_LINE =
      "expected one line of UTF-8 text without control or invisible characters";

  /** What some editors begin a file in UTF-8 with. */
  static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What Java reads where bytes are not text in the locale, as an umlaut in the locale C. */
  private static final int REPLACEMENT = 0xFFFD;

  private static final Set<Integer> NOT_IN_A_SECRET =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR);

  private SecretText() {}

  /** The text without white space and byte-order marks at its ends. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isLeftOut(text.charAt(start))) {
      start++;
    }
    while (end > start && isLeftOut(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether all of it shows on a screen, in one line; blanks may be in it. */
  static boolean isOneLine(String text) {
    return !hasLostCharacters(text)
        && text.codePoints().noneMatch(c -> NOT_IN_A_SECRET.contains(Character.getType(c)));
  }

  /** Whether some of its bytes could not be read as text. */
  static boolean hasLostCharacters(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  private static boolean isLeftOut(char c) {
    return c == BYTE_ORDER_MARK || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
