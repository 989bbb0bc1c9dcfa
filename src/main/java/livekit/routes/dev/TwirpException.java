package livekit.routes.dev;

import java.util.Map;

/**
 * An error that the emulated LiveKit answers, as {@code {"code", "msg"}} with the HTTP status of
 * the code.
 *
 * <p>The message is {@code code: text}, so that a route can throw one with {@code throwException}:
 * {@code "resource_exhausted: too many rooms"} shows what the gateway makes of a 429. A code that
 * Twirp does not know is {@code internal}.
 *
 * <p>Source: the Twirp wire protocol, version 7, "Error Codes".
 */
public final class TwirpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Integer> STATUS_OF_CODE =
      Map.ofEntries(
          Map.entry("canceled", 408),
          Map.entry("unknown", 500),
          Map.entry("invalid_argument", 400),
          Map.entry("malformed", 400),
          Map.entry("deadline_exceeded", 408),
          Map.entry("not_found", 404),
          Map.entry("bad_route", 404),
          Map.entry("already_exists", 409),
          Map.entry("permission_denied", 403),
          Map.entry("unauthenticated", 401),
          Map.entry("resource_exhausted", 429),
          Map.entry("failed_precondition", 412),
          Map.entry("aborted", 409),
          Map.entry("out_of_range", 400),
          Map.entry("unimplemented", 501),
          Map.entry("internal", 500),
          Map.entry("unavailable", 503),
          Map.entry("dataloss", 503));

  private final String code;
  private final String text;

  /**
   * @param message the code of Twirp, a colon and a text, such as {@code not_found: no such room}
   */
  public TwirpException(String message) {
    super(message, null, false, false);
    int colon = message.indexOf(':');
    String before = colon < 0 ? message.strip() : message.substring(0, colon).strip();
    boolean known = STATUS_OF_CODE.containsKey(before);
    code = known ? before : "internal";
    text = known ? message.substring(colon < 0 ? message.length() : colon + 1).strip() : message;
  }

  /** The code, one of Twirp's. */
  public String code() {
    return code;
  }

  /** The text without the code. */
  public String text() {
    return text;
  }

  /** The HTTP status that Twirp gives this code. */
  public int status() {
    return STATUS_OF_CODE.get(code);
  }
}
