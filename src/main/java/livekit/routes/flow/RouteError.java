package livekit.routes.flow;

/**
 * What is wrong with a route, for who wrote it.
 *
 * @param file the path of the file; empty where the error belongs to no single one
 * @param line from 1; 0 where it is not known
 * @param text in one line
 */
public record RouteError(String file, int line, String text) implements Comparable<RouteError> {
  private static final int LONGEST = 400;

  /** Makes the text one line of a readable length. */
  public RouteError {
    text = text.strip().replaceAll("\\s*\\R\\s*", " ");
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST) + "...";
    }
  }

  /** {@code file:line: text}, as compilers have it. */
  @Override
  public String toString() {
    String place = file.isEmpty() ? "" : file + ":" + (line > 0 ? line + ":" : "") + " ";
    return place + text;
  }

  @Override
  public int compareTo(RouteError other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }
}
