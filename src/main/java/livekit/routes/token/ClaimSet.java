package livekit.routes.token;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of one token to be, read and checked; {@link TokenClaim} says which there are.
 * Immutable.
 */
public final class ClaimSet {
  /** A token without any. */
  public static final ClaimSet EMPTY = new ClaimSet(Map.of());

  private final Map<TokenClaim, Object> values = new EnumMap<>(TokenClaim.class);

  private ClaimSet(Map<TokenClaim, Object> values) {
    this.values.putAll(values);
  }

  /** What routes call the members that there are. */
  public static Set<String> members() {
    return Stream.of(TokenClaim.values()).map(TokenClaim::parameter).collect(Collectors.toSet());
  }

  /**
   * These members and one more, or another value for one.
   *
   * @param parameter as routes call it, such as {@code canPublish}
   * @param given text, a Boolean, a list or a map, as the member is; null and the empty text leave
   *     the member out
   * @throws InvalidClaimException there is no such member, or it has no such value
   */
  public ClaimSet with(String parameter, Object given) {
    TokenClaim claim =
        TokenClaim.of(parameter)
            .orElseThrow(() -> new InvalidClaimException("a token has no member " + parameter));
    ClaimSet changed = new ClaimSet(values);
    Object value;
    try {
      value = given == null || given.equals("") ? null : claim.kind().read(given);
    } catch (IllegalArgumentException e) {
      throw new InvalidClaimException(parameter + ": " + e.getMessage());
    }
    if (value == null) {
      changed.values.remove(claim);
    } else {
      changed.values.put(claim, value);
    }
    return changed;
  }

  /**
   * The claims, without those of RFC 7519 but {@code sub}.
   *
   * @throws InvalidClaimException roomJoin without identity or room: LiveKit would let nobody in
   */
  Map<String, Object> claims() {
    if (values.containsKey(TokenClaim.ROOM_JOIN)
        && !(values.containsKey(TokenClaim.IDENTITY) && values.containsKey(TokenClaim.ROOM))) {
      throw new InvalidClaimException("roomJoin: expected identity and room beside it");
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    values.forEach((claim, value) -> put(claims, claim.path(), value));
    return claims;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> claims, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      claims.put(path, value);
    } else {
      Map<String, Object> grant =
          (Map<String, Object>)
              claims.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>());
      grant.put(path.substring(dot + 1), value);
    }
  }
}
