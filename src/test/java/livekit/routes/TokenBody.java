package livekit.routes;

/** Bodies of {@code POST /livekit/token} that are right but for what a test is about. */
final class TokenBody {
  private TokenBody() {}

  /** A good body with these members at its end; an empty text is none. */
  static String body(String members) {
    return "{\"room_name\":\"r\",\"participant_name\":\"n\",\"participant_identity\":\"i\""
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }

  /** A good body with this JSON as one of its three names; null leaves the name out. */
  static String with(String name, String json) {
    String rest = body("").replaceFirst("\"" + name + "\":\"[a-z]\",?", "").replace(",}", "}");
    return json == null ? rest : rest.replace("{", "{\"" + name + "\":" + json + ",");
  }
}
