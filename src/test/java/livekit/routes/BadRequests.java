package livekit.routes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Requests that are as large as they may be and bad in as many ways as we know, by what they are.
 */
final class BadRequests {
  private static final int BODY = 64 * 1024;
  private static final int HEAD = 15 * 1024;

  private BadRequests() {}

  /** Bodies of 64 KiB whose field of this name has a bad value of many parts. */
  static Map<String, String> bodies(String field) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("object of nulls", many(BODY, "{", i -> key(i) + ":null", "}"));
    values.put("object of texts", many(BODY, "{", i -> key(i) + ":\"\"", "}"));
    values.put("object of halves", many(BODY, "{", i -> key(i) + ":\"\\ud800\"", "}"));
    values.put("keys of one hash", many(BODY, "{", i -> oneHash(i) + ":null", "}"));
    values.put("one key", many(BODY, "{", i -> "\"\":0", "}"));
    values.put("array of nulls", many(BODY, "[", i -> "null", "]"));
    values.put("array of empty texts", many(BODY, "[", i -> "\"\"", "]"));
    values.put("array of halves", many(BODY, "[", i -> "\"\\ud800\"", "]"));
    values.put("array of names", many(BODY, "[", i -> key(i), "]"));
    values.put("array of objects", many(BODY, "[", i -> "{}", "]"));
    values.put(
        "agents", many(BODY, "{\"agents\":[{\"attributes\":{", i -> key(i) + ":\"\"", "}}]}"));
    values.put("huge numbers", many(BODY, "[", i -> "1e999999999", "]"));
    values.put("long numbers", many(BODY, "[", i -> "9".repeat(1000), "]"));
    values.put("longest number", "9".repeat(BODY));
    values.put("deep", "[".repeat(BODY));
    values.put("text", '"' + "a".repeat(BODY) + '"');
    values.put("blank text", '"' + " ".repeat(BODY) + '"');
    values.put("escapes", '"' + "\\u0000".repeat(BODY / 6) + '"');
    values.put("text of an object", '"' + many(BODY, "{", i -> "\\\"" + i + "\\\":0", "}") + '"');
    Map<String, String> bodies = new LinkedHashMap<>();
    values.forEach((name, value) -> bodies.put(field + ": " + name, body(field, value)));
    return bodies;
  }

  /** Credentials of 15 KiB that are nobody's. */
  static Map<String, String> credentials() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("dots", "a.".repeat(HEAD / 2));
    all.put("deep JWT", jwt("{\"alg\":\"RS256\"}", "[".repeat(HEAD / 2)));
    all.put("deep header", jwt("{\"alg\":" + "[".repeat(HEAD / 2), "{}"));
    all.put(
        "many claims", jwt("{\"alg\":\"RS256\"}", many(HEAD / 2, "{", i -> key(i) + ":0", "}")));
    all.put("many headers", jwt(many(HEAD / 2, "{", i -> key(i) + ":0", "}"), "{}"));
    all.put("huge exp", jwt("{\"alg\":\"RS256\"}", "{\"exp\":1e999999999,\"iat\":1e-999999999}"));
    all.put("blanks", "a" + " ".repeat(HEAD));
    all.put("umlauts", "\u00fc".repeat(HEAD));
    all.replaceAll((name, credential) -> "Bearer " + credential);
    return all;
  }

  /** Requests whose head is as large as it may be, as text for a socket. */
  static Map<String, String> heads(String endpoint) {
    Map<String, String> heads = new LinkedHashMap<>();
    heads.put("parameters", head(endpoint + "?" + "&a".repeat(1900), ""));
    heads.put("secrets", head(endpoint + "?" + "&api_key=".repeat(400), ""));
    heads.put("encoded secret", head(endpoint + "?api_key=" + "%C3".repeat(1200), ""));
    heads.put("secret of percents", head(endpoint + "?api_key=" + "%".repeat(3700), ""));
    heads.put("encoded path", head(endpoint + "/" + "%2F".repeat(1200), ""));
    heads.put("slashes", head(endpoint + "/a".repeat(1900), ""));
    heads.put("dots", head(endpoint + "/..".repeat(1200), ""));
    heads.put("one header", head(endpoint, "a: b\n".repeat(2500)));
    heads.put(
        "headers",
        head(endpoint, many(HEAD - 200, "", i -> "a" + i + ": b\n", "").replace(",", "")));
    heads.put("cookies", head(endpoint, "Cookie: " + "a=b; ".repeat(2800) + "\n"));
    heads.put("origin", head(endpoint, "Origin: " + "a.".repeat(7000) + "\n"));
    heads.put("media type", head(endpoint, "Accept: " + "a/b, ".repeat(2500) + "\n"));
    return heads;
  }

  private static String head(String line, String fields) {
    return line
        + " HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 2\n"
        + fields
        + "\n{}";
  }

  private static String body(String field, String value) {
    String names = TokenBody.body("").replace("}", ",");
    String all = (field.contains("_name") ? "{" : names) + "\"data\":\"\",\"muted\":true,";
    return cut(all.replace("\"" + field + "\":\"\",", "") + "\"" + field + "\":", value);
  }

  /** Entries in the middle of the value go, so that the end of the body stays what it is. */
  private static String cut(String start, String value) {
    int most = BODY - start.length() - 1;
    if (value.length() > most) {
      int end = Math.max(value.lastIndexOf("}}]}"), value.length() - 1);
      boolean entries = value.indexOf(',') > 0;
      int keep = entries ? value.lastIndexOf(',', most - 8) : most - 2;
      return start + value.substring(0, keep) + value.substring(end) + "}";
    }
    return start + value + "}";
  }

  private static String many(int bytes, String start, IntFunction<String> entry, String end) {
    StringBuilder all = new StringBuilder(start);
    for (int i = 0; all.length() < bytes; i++) {
      all.append(i == 0 ? "" : ",").append(entry.apply(i));
    }
    return all.append(end).toString();
  }

  private static String key(int i) {
    return '"' + Integer.toString(i, 36) + '"';
  }

  /** {@code Aa} and {@code BB} have one hash, and so has whatever is made of as many of them. */
  private static String oneHash(int i) {
    StringBuilder key = new StringBuilder("\"");
    for (int bit = 0; bit < 12; bit++) {
      key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.append('"').toString();
  }

  private static String jwt(String header, String claims) {
    return base64(header) + '.' + base64(claims) + '.' + base64("signature");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
