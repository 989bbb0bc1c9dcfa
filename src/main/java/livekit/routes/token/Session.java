package livekit.routes.token;

import livekit.routes.api.InvalidRequestException;

/**
 * A session of the caller's own, by which it asks for a token in place of a room. Its room is named
 * by the id, with the tenant's {@code room_prefix} before it.
 *
 * @param id as in the path, percent-decoded; no text is changed, so two sessions never share a room
 */
public record Session(String id) {
  /** What a decoder writes for bytes that are no UTF-8: different ids would become one. */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Refuses an id that cannot name a room.
   *
   * @throws InvalidRequestException when it is blank, or has bytes that are not UTF-8 or U+0000
   */
  public Session {
    if (id == null || id.isBlank()) {
      throw new InvalidRequestException("session_id is required");
    }
    if (id.indexOf(REPLACEMENT) >= 0 || id.indexOf('\0') >= 0) {
      throw new InvalidRequestException(
          "session_id must be percent-encoded UTF-8 text without U+0000");
    }
  }

  /** Without the id, which is the caller's. */
  @Override
  public String toString() {
    return "Session[hidden]";
  }
}
