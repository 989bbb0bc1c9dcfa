package livekit.routes.settings;

/**
 * A setting is set and wrong: the start ends with this message and nothing else.
 *
 * <p>The message is one line, {@code NAME: what is expected}. It never holds the value: a secret
 * ends up in the wrong setting more easily than one thinks. It has no stack trace and no cause,
 * since a cause of Jackson or Camel quotes the value.
 */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses a setting.
   *
   * @param name the setting, as operators write it
   * @param expected what is expected, as fixed text of ours; line ends become blanks
   */
  public SettingException(String name, String expected) {
    super((name + ": " + expected).replaceAll("\\R", " "), null, false, false);
  }
}
