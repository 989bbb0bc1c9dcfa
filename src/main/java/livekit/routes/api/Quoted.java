package livekit.routes.api;

/**
 * A text of a caller or of LiveKit, for a line of a log or a terminal: in quotes, cut off where it
 * is long, and without what could end the line, move the cursor or hide a part of it. Control and
 * format characters, separators of lines, lone surrogates and what has no meaning yet become {@code
 * \\uXXXX}, a quote and a backslash get one before them.
 */
public final class Quoted {
  /** A name has at most 256 bytes, so none is cut off. */
  private static final int MAX_CHARACTERS = 256;

  private Quoted() {}

  /** The text in quotes. */
  public static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(MAX_CHARACTERS).forEach(c -> append(quoted, c));
    return quoted
        .append(text.codePointCount(0, text.length()) > MAX_CHARACTERS ? "\"..." : "\"")
        .toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (isVisible(c)) {
      quoted.appendCodePoint(c);
    } else {
      for (char unit : Character.toChars(c)) {
        quoted.append(String.format("\\u%04x", (int) unit));
      }
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
