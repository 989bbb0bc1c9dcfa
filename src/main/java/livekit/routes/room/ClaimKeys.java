package livekit.routes.room;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import livekit.routes.api.UnicodeText;

/**
 * The keys of room claims in Redis: {@code livekit-routes:claim:} and the room's name as base64url
 * of its UTF-8 (RFC 4648, without padding). So no name can collide with another, reach a key that
 * is not ours, or choose its Cluster slot by braces; {@code base64 -d} shows it to an operator.
 */
final class ClaimKeys {
  private final String prefix;

  /**
   * @param prefix what every key of ours begins with
   */
  ClaimKeys(String prefix) {
    this.prefix = prefix;
  }

  /** The key of the claim on a room. */
  String of(String room) {
    byte[] name = wellFormed(room).getBytes(StandardCharsets.UTF_8);
    return claims() + Base64.getUrlEncoder().withoutPadding().encodeToString(name);
  }

  /** The key of a mark; the keys of claims are others. */
  String ofMark(String name) {
    byte[] text = wellFormed(name).getBytes(StandardCharsets.UTF_8);
    return prefix + "mark:" + Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The key of the claims that a tenant has. */
  String ofTenant(String tenant) {
    byte[] id = wellFormed(tenant).getBytes(StandardCharsets.UTF_8);
    return prefix + "tenant:" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** The room whose claim has this key; empty for a key that is not one of a claim. */
  Optional<String> roomOf(String key) {
    try {
      byte[] name = Base64.getUrlDecoder().decode(key.substring(claims().length()));
      String room = new String(name, StandardCharsets.UTF_8);
      return Optional.of(room).filter(decoded -> of(decoded).equals(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A pattern of SCAN that matches the keys of all claims and no others. */
  String pattern() {
    return claims().replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
  }

  /** The key that shows whether Redis takes what is written. */
  String probe() {
    return prefix + "probe";
  }

  /**
   * The same text, unless it has no UTF-8 form: written out, two texts would be one.
   *
   * @throws IllegalArgumentException it has half of a surrogate pair
   */
  static String wellFormed(String text) {
    if (UnicodeText.hasLoneSurrogate(text)) {
      throw new IllegalArgumentException("a room or tenant is well-formed Unicode");
    }
    return text;
  }

  private String claims() {
    return prefix + "claim:";
  }
}
