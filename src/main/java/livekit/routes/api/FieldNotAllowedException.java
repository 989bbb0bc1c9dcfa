package livekit.routes.api;

import java.util.regex.Pattern;

/**
 * The request asks for something that callers may not decide; its message is shown to the caller.
 */
public final class FieldNotAllowedException extends Refusal {
  private static final long serialVersionUID = 1L;

  // LiveKit's SDK for Android takes an answer of any status for a token if it has these names.
  private static final Pattern TELLABLE =
      Pattern.compile("(?i)(?!.*(server_?url|participant_?token))[a-z0-9_]{1,64}");

  /**
   * @param detail fixed text of ours that names the field; never a value
   */
  public FieldNotAllowedException(String detail) {
    super(detail);
  }

  /** Names the member only where its name cannot carry anything else into the answer. */
  public static FieldNotAllowedException ofMember(String parent, String name) {
    return new FieldNotAllowedException(
        TELLABLE.matcher(name).matches()
            ? parent + "." + name + " may not be set by callers"
            : parent + " has a field that may not be set by callers");
  }
}
