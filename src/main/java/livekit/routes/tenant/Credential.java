package livekit.routes.tenant;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a caller sent to prove who it is: {@code Authorization: Bearer x} (RFC 6750, section 2.1)
 * or, where the settings allow it, {@code ?api_key=x}. The header wins.
 *
 * <p>A caller that sent something unusable (another scheme, an empty token, two headers) has a
 * credential too, one that {@link #isWellFormed} is false for: such a caller is refused, never
 * treated as anonymous.
 */
public final class Credential {
  private static final String SCHEME = "Bearer";

  private final String secret;

  private Credential(String secret) {
    this.secret = secret;
  }

  /**
   * Reads the credential of a request.
   *
   * @param authorizationHeaders the values of all Authorization header fields; null is none
   * @param apiKeyParameters the decoded values of all {@code api_key} query parameters; null is
   *     none
   * @param queryAllowed whether the parameter counts (setting {@code AUTH_QUERY_API_KEY})
   * @return the credential, or null when the caller sent none
   */
  public static Credential from(
      List<String> authorizationHeaders, List<String> apiKeyParameters, boolean queryAllowed) {
    if (authorizationHeaders != null && !authorizationHeaders.isEmpty()) {
      // RFC 9110, section 5.3: Authorization is not a list field, so two are a malformed request.
      return new Credential(
          authorizationHeaders.size() == 1 ? bearerToken(authorizationHeaders.get(0)) : null);
    }
    if (apiKeyParameters == null || apiKeyParameters.isEmpty()) {
      return null;
    }
    // Where the parameter does not count, its sender is refused, not taken for an anonymous caller.
    String only = queryAllowed && apiKeyParameters.size() == 1 ? apiKeyParameters.get(0) : null;
    return new Credential(only == null || only.isBlank() ? null : only);
  }

  /** Whether this can be anybody's credential at all. */
  public boolean isWellFormed() {
    return secret != null;
  }

  /**
   * The secret or token itself, never empty.
   *
   * @throws InvalidCredentialsException when it is not well-formed
   */
  public String secret() {
    if (secret == null) {
      throw new InvalidCredentialsException();
    }
    return secret;
  }

  /** Without the secret, so that no log can hold it. */
  @Override
  public String toString() {
    return "Credential[hidden]";
  }

  /**
   * The token after the scheme, or null. RFC 6750 allows fewer characters in it; secrets are the
   * operators' choice, so what follows the scheme is taken as it is, blanks around it aside.
   */
  private static String bearerToken(String field) {
    String value = field == null ? "" : trim(field);
    int end = SCHEME.length();
    if (!value.regionMatches(true, 0, SCHEME, 0, end)
        || value.length() == end
        || !isBlank(value.charAt(end))) {
      return null;
    }
    return text(trim(value.substring(end)));
  }

  /**
   * HTTP servers read field values as ISO-8859-1 (RFC 9110, section 5.5) while most clients write
   * UTF-8, so a secret with an umlaut arrives as two characters. What is valid UTF-8 is read as
   * such; the rest was ISO-8859-1.
   */
  private static String text(String field) {
    if (field.chars().anyMatch(c -> c > 0xFF)) {
      return field;
    }
    try {
      byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return field;
    }
  }

  /** Removes the optional whitespace of RFC 9110, section 5.6.3: blanks and tabs, nothing else. */
  private static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
