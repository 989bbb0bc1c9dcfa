package livekit.routes.token;

import static java.util.regex.Pattern.DOTALL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.routes.api.StrictJson;

/**
 * A signed JWT in compact form (RFC 7519, section 3), read strictly and not yet verified.
 *
 * <p>nimbus skips characters that are not base64url, takes the last of two members of one name in
 * an inner object, and a number for a text in {@code sub}. Two readers that differ in what a token
 * says are how forged ones get in (RFC 8725, section 2.6), so whatever can be read in two ways is
 * refused here, before nimbus sees it.
 *
 * @param jwt for nimbus, which checks the signature
 * @param claims what was signed
 */
public record CompactJwt(SignedJWT jwt, JsonNode claims) {
  /**
   * The longest one of a header: as much as the HTTP edge takes in all headers together; query
   * parameters have a lower bound.
   */
  public static final int MAX_CHARS = 16 * 1024;

  /** An empty signature is part of the form; what is signed with nothing is refused later. */
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");

  /** What is before a dot and may be a header, however much is wrong with the rest. */
  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9_-]++)[^.]*+\\..*", DOTALL);

  private static final Pattern OBJECT = Pattern.compile("\\s*+\\{\\s*+[\"}].*", DOTALL);

  private static final ObjectMapper JSON = StrictJson.mapper();

  /** As many characters of the header as show whether it is an object; a multiple of 4. */
  private static final int BEGINNING = 64;

  /**
   * Whether the text is meant as a JWT, signed or encrypted: it begins with base64url of the
   * beginning of a JSON object, and a dot follows. Wider than what {@link #read} takes: who holds a
   * token that is refused here must not find another judge for it by changing its form.
   */
  public static boolean isForm(String text) {
    Matcher header = HEADER.matcher(text);
    if (!header.matches()) {
      return false;
    }
    String start = header.group(1);
    try {
      byte[] json = decode(start.substring(0, Math.min(BEGINNING, start.length())));
      return OBJECT.matcher(new String(json, StandardCharsets.ISO_8859_1)).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a token of at most {@link #MAX_CHARS}.
   *
   * @throws ParseException as {@link #read(String, int)}
   */
  public static CompactJwt read(String text) throws ParseException {
    return read(text, MAX_CHARS);
  }

  /**
   * Reads a token.
   *
   * @param maxChars the longest one
   * @throws ParseException when it is not one, or not one whose meaning is beyond doubt; the
   *     message may quote it
   */
  public static CompactJwt read(String text, int maxChars) throws ParseException {
    if (text.length() > maxChars || !FORM.matcher(text).matches()) {
      throw new ParseException("not a JWT, or too long", 0);
    }
    String[] parts = text.split("\\.", -1);
    JsonNode header = object(parts[0]);
    JsonNode claims = object(parts[1]);
    strictBytes(parts[2]);
    // No extension is understood here, so a critical one is a reason to refuse (RFC 7515, section
    // 4.1.11); the one that nimbus knows, b64, is forbidden in a JWT (RFC 7797, section 7).
    if (header.has("crit") || header.has("b64")) {
      throw new ParseException("a critical header parameter", 0);
    }
    return new CompactJwt(SignedJWT.parse(text), claims);
  }

  private static JsonNode object(String part) throws ParseException {
    try {
      JsonNode node = JSON.readTree(strictBytes(part));
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      // Its message quotes the token.
    }
    throw new ParseException("a part is no JSON object, or has a member twice", 0);
  }

  /** One text for one value: bits that stand for nothing have to be zero. */
  private static byte[] strictBytes(String part) throws ParseException {
    try {
      byte[] bytes = decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Its message quotes the token.
    }
    throw new ParseException("a part is not base64url", 0);
  }

  private static byte[] decode(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
