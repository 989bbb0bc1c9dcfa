package livekit.routes.api;

import io.netty.util.ByteProcessor;

/**
 * Looks at each byte of a request's head for what two readers may take for two different requests,
 * and Netty's decoder takes or joins without a word: a line that ends without CR LF, a control
 * character, a folded line, and a request line in any other form than {@code method SP target SP
 * version} (RFC 9112, sections 2.2, 3 and 5.2). What Netty refuses itself is left to it.
 *
 * <p>Bytes may come in any number of pieces.
 */
final class RequestHead implements ByteProcessor {
  private boolean lineEnds;
  private boolean fields;
  private int length;
  private int spaces;
  private byte last;
  private State state = State.OPEN;

  /** How far a head has come. */
  enum State {
    /** More bytes of it have to come. */
    OPEN,
    /** The empty line has come; what follows is a body or another request. */
    COMPLETE,
    /** It may have two meanings. */
    AMBIGUOUS
  }

  /** How far the head has come. */
  State state() {
    return state;
  }

  /** Takes the next byte, and says whether the one after it belongs to the head, too. */
  @Override
  public boolean process(byte next) {
    if (lineEnds) {
      state = next == '\n' ? endLine() : State.AMBIGUOUS;
    } else if (next == '\r') {
      lineEnds = true;
    } else if (isAmbiguous(next)) {
      state = State.AMBIGUOUS;
    } else {
      spaces += next == ' ' ? 1 : 0;
      length++;
      last = next;
    }
    return state == State.OPEN;
  }

  private State endLine() {
    boolean empty = length == 0;
    if (!empty && !fields && (spaces != 2 || last == ' ')) {
      return State.AMBIGUOUS;
    }
    if (empty && fields) {
      return State.COMPLETE;
    }
    // An empty line before the request is left out (RFC 9112, section 2.2).
    fields = fields || !empty;
    lineEnds = false;
    length = 0;
    return State.OPEN;
  }

  private boolean isAmbiguous(byte next) {
    if (!fields) {
      boolean separates = next == ' ' && length > 0 && last != ' ';
      return !separates && (next <= ' ' || next == 0x7F);
    }
    boolean blank = next == ' ' || next == '\t';
    // Bytes from 0x80 on are negative; a field's value may have them.
    return blank ? length == 0 : next >= 0 && next < ' ' || next == 0x7F;
  }
}
