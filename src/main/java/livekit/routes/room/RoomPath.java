package livekit.routes.room;

import livekit.routes.api.UnicodeText;

/**
 * What the path of a request names: a room, and perhaps a participant of it.
 *
 * @param roomName the room, percent-decoded; null where the path names none
 * @param identity the participant, percent-decoded; null where the path names none
 */
public record RoomPath(String roomName, String identity) implements RoomRef {
  private static final int MAX_BYTES = 256;

  /** What a decoder writes for bytes that are no UTF-8: different names would become one. */
  private static final char REPLACEMENT = '\uFFFD';

  /** Whether LiveKit can have what the path names. */
  boolean isNameable() {
    return isName(roomName) && (identity == null || isName(identity));
  }

  private static boolean isName(String text) {
    return text != null
        && !text.isBlank()
        && text.indexOf(REPLACEMENT) < 0
        && text.indexOf('\0') < 0
        && UnicodeText.utf8Length(text) <= MAX_BYTES;
  }

  /** Without the names, which are the caller's. */
  @Override
  public String toString() {
    return "RoomPath[hidden]";
  }
}
