package livekit.routes.settings;

/** An entry of the list of tenants is wrong; {@link ApiSecrets} adds the setting and the number. */
final class EntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, as fixed text of ours that follows "entry 1"
   */
  EntryException(String reason) {
    super(reason, null, false, false);
  }
}
